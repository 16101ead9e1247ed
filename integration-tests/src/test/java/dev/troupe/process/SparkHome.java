package dev.troupe.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Spark distribution as far as executors and {@code spark-submit} need one: its JARs, as links to
 * those that Maven resolved, and a {@code bin/spark-submit}.
 */
public final class SparkHome {
  private static final Path CLASS_PATH = Path.of(System.getProperty("troupe.spark.class.path"));
  private static final Path FOLDER = CLASS_PATH.resolveSibling("spark");

  static {
    try {
      layOut();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SparkHome() {}

  /** What SPARK_HOME names. */
  static Path folder() {
    return FOLDER;
  }

  private static void layOut() throws IOException {
    Path jars = Files.createDirectories(FOLDER.resolve("jars"));
    try (Stream<Path> old = Files.list(jars)) {
      for (Path link : old.toList()) {
        Files.delete(link);
      }
    }
    String classPath = Files.readString(CLASS_PATH);
    for (String jar : classPath.strip().split(File.pathSeparator, -1)) {
      Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
    }
    Path submit = Files.createDirectories(FOLDER.resolve("bin")).resolve("spark-submit");
    Files.write(submit, script());
    Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What every process of this distribution needs to know. */
  public static Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME",
        FOLDER.toString(),
        "SPARK_SCALA_VERSION",
        "2.13",
        "SPARK_LOCAL_IP",
        "127.0.0.1",
        "JAVA_HOME",
        System.getProperty("java.home"));
  }

  /**
   * As the distribution's own: Spark's launcher prints the driver's command line, an empty part and
   * a line's end before it, and that is run.
   */
  private static List<String> script() {
    return List.of(
        "#!/usr/bin/env bash",
        "command=()",
        "while IFS= read -r -d '' part; do command+=(\"$part\"); done < <(",
        "  \"$JAVA_HOME/bin/java\" -Xmx128m -cp \"$SPARK_HOME/jars/*\" \\",
        "    org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit \"$@\" | tail -c"
            + " +3)",
        "exec \"${command[@]}\"");
  }
}
