package dev.troupe.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class TroupeMetricsTest {
  @Test
  void counters_ofTasksAndDriver_areInSparksPrometheusPage()
      throws IOException, InterruptedException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("metrics")
            .config("spark.ui.enabled", "true")
            .config("spark.ui.port", "0")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .config("spark.metrics.namespace", "troupe")
            .config(
                "spark.metrics.conf.*.sink.prometheusServlet.class",
                "org.apache.spark.metrics.sink.PrometheusServlet")
            .config("spark.metrics.conf.*.sink.prometheusServlet.path", "/metrics/prometheus")
            .getOrCreate();
    try {
      TroupeMetrics metrics = TroupeMetrics.register(spark.sparkContext());
      metrics.add(TroupeMetrics.Counter.ITEMS_DONE, 2);
      spark
          .createDataset(List.of(16, 16, 5), Encoders.INT())
          .foreach(
              frames -> {
                metrics.add(TroupeMetrics.Counter.FRAMES_RENDERED, frames);
              });

      assertThat(metrics.count(TroupeMetrics.Counter.FRAMES_RENDERED)).isEqualTo(37);
      assertThat(prometheus(spark))
          .contains(
              "metrics_troupe_driver_AccumulatorSource_troupe_items_done_Value{type=\"gauges\"} 2")
          .contains("troupe_frames_rendered_Value{type=\"gauges\"} 37")
          .contains("troupe_items_failed_Value{type=\"gauges\"} 0");
    } finally {
      spark.stop();
    }
  }

  private static String prometheus(SparkSession spark) throws IOException, InterruptedException {
    URI page = URI.create(spark.sparkContext().uiWebUrl().get() + "/metrics/prometheus/");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
