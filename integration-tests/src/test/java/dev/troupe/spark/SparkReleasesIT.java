package dev.troupe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.process.DemoMedia;
import dev.troupe.process.TroupeProcess;
import dev.troupe.process.TroupeProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The job JAR does the same on every release of Spark 4. */
class SparkReleasesIT {
  @TempDir static Path folder;

  private static Path expected;

  static Stream<Path> others() {
    return SparkReleases.others();
  }

  @BeforeAll
  static void renderOnOwn() throws Exception {
    expected = render(SparkReleases.own());
  }

  @ParameterizedTest
  @MethodSource("others")
  void batchAndAnimation_otherRelease_giveTheSameBytes(Path classPath) throws Exception {
    Path actual = render(classPath);
    assertThat(videos(actual)).isEqualTo(videos(expected)).hasSize(2);
    for (String video : videos(expected)) {
      assertThat(actual.resolve(video)).hasSameBinaryContentAs(expected.resolve(video));
    }
  }

  /**
   * Everything that the job JAR names of Spark, and of what comes with it, is there. RAPIDS, for
   * which a profile compiles, is in none.
   */
  @ParameterizedTest
  @MethodSource("others")
  void jobJar_callsIntoOtherRelease_areAllThere(Path classPath) throws IOException {
    Links links = Links.of(Path.of(System.getProperty("troupe.job.jar")), "dev/troupe/");
    assertThat(links.missing(SparkReleases.jars(classPath)))
        .isSubsetOf(links.missing(SparkReleases.jars(SparkReleases.own())));
  }

  private static Path render(Path classPath) throws Exception {
    Path output = Files.createTempDirectory(folder, "out");
    String source = DemoMedia.copy("character-1.png", folder).toString();
    String driving = DemoMedia.copy("driving-1.mp4", folder).toString();
    Path manifest =
        Files.writeString(
            output.resolve("batch.csv"),
            "source,driving,output,end%n%s,%s,batch.mp4,0.8%n".formatted(source, driving));
    run(classPath, "render", "--manifest", manifest.toString());
    String alone = output.resolve("alone.mp4").toString();
    run(
        classPath,
        "animate --source %s --driving %s --end 0.8 --output %s"
            .formatted(source, driving, alone)
            .split(" ", -1));
    return output;
  }

  private static void run(Path classPath, String... command) throws Exception {
    Outcome outcome =
        new TroupeProcess(folder)
            .onSpark(classPath)
            .run(
                Stream.concat(Stream.of(command), Stream.of("--master", "local[2]"))
                    .toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  private static List<String> videos(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".mp4"))
          .sorted()
          .toList();
    }
  }
}
