package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masters that do not answer, and clusters without room. */
class ClusterTest {
  private static SparkConf conf(String master) {
    return new SparkConf(false).set("spark.master", master);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark://a:7077|a:7077",
        "spark://a:7077,b:7078|a:7077 b:7078",
        "k8s://https://api.example:6443|api.example:6443",
        "k8s://api.example|api.example:443",
        "k8s://http://127.0.0.1|127.0.0.1:80",
        "k8s://https://[::1]:6443|::1:6443",
        "local[2]|''",
        "local-cluster[1,1,1024]|''"
      })
  void addresses_master_isWhereItListens(String master, String expected) {
    assertThat(
            MasterCheck.addresses(master).stream()
                .map(place -> place.getHostString() + ":" + place.getPort())
                .reduce((a, b) -> a + " " + b)
                .orElse(""))
        .isEqualTo(expected);
  }

  @Test
  void check_nobodyListens_namesEveryAddress() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String master = "spark://127.0.0.1:%d,nowhere.invalid:7077".formatted(closed);
    assertThatThrownBy(() -> MasterCheck.check(conf(master)))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .hasMessageStartingWith("Cannot reach the master " + master)
        .hasMessageContaining("127.0.0.1:%d: Connection refused".formatted(closed))
        .hasMessageContaining("nowhere.invalid:7077: no machine has this name");
  }

  @Test
  void check_oneOfSeveralListens_isEnough() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MasterCheck.check(
          conf("spark://nowhere.invalid:7077,127.0.0.1:" + socket.getLocalPort()));
      assertThat(socket.isClosed()).isFalse();
    }
  }

  @Test
  void check_clusterThatThisSparkDoesNotKnow_isRefused() {
    assertThatThrownBy(() -> MasterCheck.check(conf("yarn")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Cannot use --master yarn")
        .hasMessageContaining("no part for YARN");
  }

  private static ClusterWorkers workers() throws IOException {
    return ClusterWorkers.parse(
        new ObjectMapper()
            .readTree(
                """
                {"url": "spark://a:7077", "status": "ALIVE", "workers": [
                  {"state": "ALIVE", "cores": 4, "coresused": 1, "memory": 8192, "memoryused": 1024,
                   "resources": {"gpu": {"name": "gpu", "addresses": ["0"]}}},
                  {"state": "DEAD", "cores": 64, "coresused": 0, "memory": 99999, "memoryused": 0}]}
                """));
  }

  @Test
  void workers_executorThatFitsNone_isNeverHeld() throws IOException {
    ClusterWorkers workers = workers();
    assertThat(workers.canEverHold(new ExecutorSize(4, 8192, 1))).isTrue();
    assertThat(workers.canEverHold(new ExecutorSize(0, 1024, 0))).isTrue();
    assertThat(workers.canEverHold(new ExecutorSize(5, 1024, 0))).isFalse();
    assertThat(workers.canEverHold(new ExecutorSize(1, 8193, 0))).isFalse();
    assertThat(workers.canEverHold(new ExecutorSize(1, 1024, 2))).isFalse();
  }

  @Test
  void sentence_saysWhatWasAskedForAndWhatThereIs() throws IOException {
    SparkConf conf =
        conf("spark://a:7077")
            .set("spark.executor.memory", "64g")
            .set("spark.executor.cores", "8")
            .set("spark.executor.resource.gpu.amount", "1");
    String sentence =
        ExecutorWatch.sentence(
            "spark://a:7077",
            Duration.ofSeconds(20),
            ExecutorSize.of(conf),
            Optional.of(workers()));
    assertThat(sentence)
        .isEqualTo(
            "Cannot get executors from spark://a:7077: none came for 20 s; asked for executors of"
                + " 8 cores (spark.executor.cores), 65536 MiB (spark.executor.memory), 1 GPU"
                + " (spark.executor.resource.gpu.amount), found 1 worker (3 of 4 cores and 7168 of"
                + " 8192 MiB free, GPUs: 1)");
    Exception cancelled =
        new RuntimeException(
            new SparkException(
                "[SPARK_JOB_CANCELLED] Job 0 cancelled %s. SQLSTATE: XXKDA".formatted(sentence)));
    assertThat(ExecutorWatch.reason(cancelled)).contains(sentence);
    assertThat(ExecutorWatch.reason(new IOException("disk"))).isEmpty();
  }
}
