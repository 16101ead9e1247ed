package dev.troupe.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class paths of Spark that Maven resolved. */
final class SparkReleases {
  private SparkReleases() {}

  /** The release that is compiled against. */
  static Path own() {
    return Path.of(System.getProperty("troupe.spark.class.path"));
  }

  /** Those before and after it. */
  static Stream<Path> others() {
    return Stream.of("4.0", "4.2")
        .map(
            release ->
                Path.of(System.getProperty("troupe.spark.%s.class.path".formatted(release))));
  }

  /** A class path's JARs. */
  static List<Path> jars(Path classPath) throws IOException {
    return Stream.of(Files.readString(classPath).strip().split(File.pathSeparator, -1))
        .map(Path::of)
        .toList();
  }
}
