package dev.troupe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.process.JavaProcess;
import dev.troupe.process.S3Bucket;
import dev.troupe.process.SparkHome;
import dev.troupe.process.StandaloneCluster;
import dev.troupe.process.TroupeProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs of the program on a cluster, each with a name and a file for what it prints. */
final class Runs {
  static final int SOME_FAILED = 1;

  /** Keys of files that only a run that goes on may have. */
  static final String UNFINISHED = ".*(_temporary|__magic|\\.part|\\.inprogress).*";

  private static final long MOMENT_MILLIS = 50;

  private final Path folder;
  private final List<String> options;
  private final Map<String, String> environment;
  private final long longestMinutes;

  /**
   * Runs on a cluster.
   *
   * @param folder where the program runs and its output goes
   * @param limits options of spark-submit that make a run fit into the cluster
   * @param environment further variables of the drivers
   * @param longestMinutes how long a run may take
   */
  Runs(
      Path folder,
      StandaloneCluster cluster,
      List<String> limits,
      Map<String, String> environment,
      long longestMinutes) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.longestMinutes = longestMinutes;
    options = new ArrayList<>(List.of("--profile", "standalone", "--master", cluster.url()));
    options.addAll(limits);
  }

  /** Starts a command of the program with settings of Spark. */
  Process start(String name, Map<String, String> settings, List<String> command)
      throws IOException {
    List<String> all = new ArrayList<>(options);
    settings.forEach((key, value) -> all.addAll(List.of("--conf", key + "=" + value)));
    all.add("--");
    all.addAll(command);
    return new TroupeProcess(folder)
        .with(SparkHome.environment())
        .with(environment)
        .startSubmit(logFile(name), all);
  }

  /** The command that renders a bucket's manifest, with library and report in the same bucket. */
  static List<String> render(S3Bucket bucket, String manifest) {
    return List.of(
        "render",
        "--manifest",
        bucket.uri(manifest),
        "--library",
        bucket.uri("library"),
        "--report",
        bucket.uri("report"));
  }

  /** Waits until a run ends, and says with which exit code. */
  int await(Process run) throws InterruptedException {
    if (!run.waitFor(longestMinutes, TimeUnit.MINUTES)) {
      JavaProcess.stop(run);
      throw new AssertionError("the run took longer than %d minutes".formatted(longestMinutes));
    }
    return run.exitValue();
  }

  /** Lets a moment pass, in which a run must not end. */
  void awaitMoment(Process run, String name, String missing)
      throws IOException, InterruptedException {
    assertThat(run.waitFor(MOMENT_MILLIS, TimeUnit.MILLISECONDS))
        .as("the run ended before %s was seen: %s", missing, log(name))
        .isFalse();
  }

  /** What a run has printed until now. */
  String log(String name) throws IOException {
    return Files.readString(logFile(name), StandardCharsets.UTF_8);
  }

  private Path logFile(String name) {
    return folder.resolve("run-" + name + ".log");
  }
}
