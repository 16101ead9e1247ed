package dev.troupe.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** conf/spark against what Spark, Hadoop and RAPIDS read. */
class SettingsIT {
  private static KnownSettings known;

  @BeforeAll
  static void load() throws ReflectiveOperationException {
    known = new KnownSettings();
  }

  static List<Path> files() throws IOException {
    return Checkout.files("conf/spark", ".conf");
  }

  @Test
  void settings_forEveryPlaceWithAndWithoutGpu_areThere() throws IOException {
    assertThat(files())
        .map(file -> file.getFileName().toString())
        .containsExactly(
            "common.conf",
            "emr.conf",
            "gpu.conf",
            "kubernetes.conf",
            "local.conf",
            "rapids.conf",
            "standalone.conf");
  }

  @ParameterizedTest
  @MethodSource("files")
  void settings_everyKeyAndValue_isAccepted(Path file) throws IOException {
    List<String> faults = new ArrayList<>();
    Checkout.settings(file).forEach((key, value) -> known.fault(key, value).ifPresent(faults::add));

    assertThat(faults).isEmpty();
  }

  /** Paragraphs of settings, each under a comment. */
  @ParameterizedTest
  @MethodSource("files")
  void settings_everyParagraph_isExplainedAndNoKeyRepeated(Path file) throws IOException {
    Set<String> keys = new TreeSet<>();
    for (String paragraph : Files.readString(file).strip().split("\n\\s*\n", -1)) {
      assertThat(paragraph).startsWith("# ");
      paragraph
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> assertThat(keys.add(line.split("\\s+", 2)[0])).as(line).isTrue());
    }
    assertThat(keys).isEqualTo(Checkout.settings(file).keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.executor.memroy",
        "spark.speculation.quantil",
        "spark.kubernetes.container.images",
        "spark.sql.sources.commitProtocol",
        "spark.hadoop.fs.s3a.retry.limits",
        "spark.hadoop.fs.s3a.commiter.name",
        "spark.rapids.sql.enable",
        "spark.task.resource.gpu.amounts",
        "spark.executorenv.DJL_CACHE_DIR"
      })
  void settings_misspelt_areRejected(String key) {
    assertThat(known.fault(key, "1")).contains("nobody reads " + key);
  }

  @ParameterizedTest
  @CsvSource({
    "spark.executor.memory, a lot",
    "spark.speculation, perhaps",
    "spark.task.maxFailures, eight",
    "spark.network.timeout, 300x"
  })
  void settings_badValues_areRejected(String key, String value) {
    assertThat(known.fault(key, value)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "standalone", "kubernetes", "emr"})
  void settings_withGpuAndRapids_fitTogether(String place) throws IOException {
    SparkConf conf = new SparkConf(false);
    for (String profile : List.of("common", place, "gpu", "rapids")) {
      Map<String, String> settings = Checkout.profile(profile);
      settings.forEach(conf::set);
      conf.validateSettings();
    }

    assertThat(ResourceUtils.parseAllResourceRequests(conf, "spark.executor").size()).isEqualTo(1);
    double gpusPerTask = conf.getDouble("spark.task.resource.gpu.amount", 0);
    int tasks = conf.getInt("spark.executor.cores", 0);
    assertThat(gpusPerTask * tasks).as("the tasks of an executor use its GPU").isEqualTo(1);
  }
}
