package dev.troupe.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.troupe.evaluation.metrics.Bootstrap;
import dev.troupe.jobs.Version;
import dev.troupe.problems.Redaction;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.WholeFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Writes what an evaluation found: tables, pictures of the worst cases, summaries; those last. */
final class SummaryFiles {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Summary summary;
  private final String output;

  SummaryFiles(Summary summary) {
    this.summary = summary;
    this.output = summary.request().output();
  }

  void write(SparkSession spark) throws IOException {
    writeParquet(spark);
    write("videos.csv", csv());
    List<byte[]> pictures = new ArrayList<>();
    List<String> worst = writeWorst(pictures);
    write("summary.json", JSON.writeValueAsString(json()));
    write("report.html", new SummaryPage(summary, pictures).bytes());
    write("summary.md", new SummaryText(summary, worst).text());
  }

  private void writeParquet(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (ShotOutcome outcome : summary.measured()) {
      for (int i = 0; i < summary.request().contenders().size(); i++) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(outcome.name());
        values.add(summary.request().contenders().get(i).name());
        values.add(outcome.frames());
        for (Metric metric : Metric.values()) {
          double score = outcome.score(i, metric);
          values.add(Double.isNaN(score) ? null : score);
        }
        rows.add(RowFactory.create(values.toArray()));
      }
    }
    spark
        .createDataFrame(rows, schema())
        .coalesce(1)
        .write()
        .option("compression", "gzip") // in the JDK; the default unpacks a native library
        .parquet(HadoopFiles.path(output + "/videos.parquet").toString());
  }

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("video", DataTypes.StringType, false)
            .add("model", DataTypes.StringType, false)
            .add("frames", DataTypes.IntegerType, false);
    for (Metric metric : Metric.values()) {
      schema = schema.add(metric.column(), DataTypes.DoubleType, true);
    }
    return schema;
  }

  private String csv() {
    StringBuilder text = new StringBuilder("video,model,frames");
    List<Metric> metrics = summary.metrics();
    metrics.forEach(metric -> text.append(',').append(metric.column()));
    text.append('\n');
    for (ShotOutcome outcome : summary.measured()) {
      for (int i = 0; i < summary.request().contenders().size(); i++) {
        text.append(CsvLines.quoted(outcome.name()))
            .append(',')
            .append(summary.request().contenders().get(i).name())
            .append(',')
            .append(outcome.frames());
        for (Metric metric : metrics) {
          double score = outcome.score(i, metric);
          text.append(',').append(Double.isNaN(score) ? "" : Double.toString(score));
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private List<String> writeWorst(List<byte[]> pictures) throws IOException {
    List<String> files = new ArrayList<>();
    for (ShotOutcome outcome : summary.worst()) {
      String name = new Shot(outcome.name(), "", "", "", "").fileName();
      String file = String.format(Locale.ROOT, "worst/%02d-%s.png", files.size() + 1, name);
      String staged = GeneratedFiles.worstFile(summary.request(), name);
      try (InputStream in = Channels.newInputStream(HadoopFiles.input(staged).open())) {
        byte[] png = in.readAllBytes();
        write(file, png);
        pictures.add(png);
      }
      files.add(file);
    }
    return files;
  }

  private Map<String, Object> json() {
    EvaluationRequest request = summary.request();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tool", "troupe " + Version.current());
    json.put("mode", request.mode().name().toLowerCase(Locale.ROOT));
    json.put("data", Redaction.uri(request.data()));
    json.put("videos", summary.videos());
    json.put("frames", summary.frames());
    json.put("every", request.options().every());
    json.put("transfer", request.options().transfer().name().toLowerCase(Locale.ROOT));
    json.put("adaptScale", request.options().adaptScale());
    json.put("bootstrapSeed", request.options().seed());
    List<Object> models = new ArrayList<>();
    for (int i = 0; i < request.contenders().size(); i++) {
      models.add(model(i));
    }
    json.put("models", models);
    json.put("skipped", summary.problems());
    return json;
  }

  private Map<String, Object> model(int index) {
    Contender contender = summary.request().contenders().get(index);
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", contender.name());
    contender.model().ifPresent(place -> model.put("contentHash", place.contentHash()));
    Map<String, Object> metrics = new LinkedHashMap<>();
    for (Metric metric : summary.metrics()) {
      Map<String, Object> numbers = interval(summary.mean(index, metric));
      if (index > 0) {
        numbers.put("differenceToFirst", interval(summary.difference(index, metric)));
      }
      metrics.put(metric.column(), numbers);
    }
    model.put("metrics", metrics);
    return model;
  }

  private static Map<String, Object> interval(Bootstrap value) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("videos", value.count());
    if (value.count() > 0) {
      numbers.put("mean", value.mean());
      numbers.put("low", value.low());
      numbers.put("high", value.high());
    }
    return numbers;
  }

  private void write(String file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String file, byte[] bytes) throws IOException {
    String place = output + "/" + file;
    WholeFiles.createParent(place);
    WholeFiles.write(place, bytes, output + "/" + GeneratedFiles.STAGING);
  }
}
