package dev.troupe.jobs;

import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;

/** What executors in processes of their own need: this program's JAR and its JVM flags. */
final class Executors {
  private static final String JAVA_OPTIONS = "spark.executor.extraJavaOptions";

  private Executors() {}

  /** Adds the JAR this class came from and the flags, unless all runs in this process. */
  static void configure(SparkConf conf) {
    if (areThisProcess(conf)) {
      return;
    }
    conf.set(JAVA_OPTIONS, (flags() + " " + conf.get(JAVA_OPTIONS, "")).strip());
    if (!conf.contains("spark.jars")) {
      conf.set("spark.jars", jobJar().toUri().toString());
    }
  }

  /** Whether tasks run here. */
  static boolean areThisProcess(SparkConf conf) {
    String master = conf.get("spark.master");
    return master.startsWith("local") && !master.startsWith("local-cluster");
  }

  /** The JAR that runs here, or the checkout's where {@code ./troupe} runs its classes. */
  private static Path jobJar() {
    Path origin = origin();
    if (origin.toString().endsWith(".jar")) {
      return origin;
    }
    Path built =
        Path.of(System.getProperty("troupe.home", ""))
            .resolve("pipeline/target/troupe-pipeline-%s-job.jar".formatted(Version.current()));
    if (!Files.exists(built)) {
      throw new RequestException(
          List.of(
              "Cannot use a cluster: its executors need the job JAR, and there is no %s; build it with ./mvnw package"
                  .formatted(built)));
    }
    return built;
  }

  private static Path origin() {
    try {
      return Path.of(Executors.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path holds a location that is no URI", e);
    }
  }

  /** The launcher's JVM flags for Troupe's native parts; Spark adds its own module flags. */
  private static String flags() {
    try (InputStream in = Executors.class.getResourceAsStream("/dev/troupe/jvm.options")) {
      if (in == null) {
        throw new IllegalStateException("the build left out jvm.options");
      }
      return String.join(
          " ",
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith("-D"))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
