package dev.troupe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.process.DemoMedia;
import dev.troupe.process.SparkHome;
import dev.troupe.process.TroupeProcess;
import dev.troupe.process.TroupeProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames and files are a pure function of the inputs, whatever runs beside and where. */
class SameBytesIT {
  @TempDir static Path folder;

  private static Path alone;

  @BeforeAll
  static void renderOnOneCore() throws Exception {
    alone = render("one", "local[1]");
  }

  @Test
  void animate_twoCores_givesTheSameBytes() throws Exception {
    assertSameFiles(render("two", "local[2]"), alone);
  }

  @Test
  void animate_clusterOfTwoExecutors_givesTheSameBytes() throws Exception {
    Path clustered =
        render("cluster", "local-cluster[2,1,1024]", "--conf", "spark.executor.memory=1g");

    assertSameFiles(clustered, alone);
  }

  private static Path render(String name, String master, String... more) throws Exception {
    Path output = Files.createDirectories(folder.resolve(name));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "animate",
                "--source",
                DemoMedia.copy("character-1.png", folder).toString(),
                "--driving",
                DemoMedia.copy("driving-1.mp4", folder).toString(),
                "--end",
                "2.6",
                "--compare",
                "--frames",
                output.resolve("frames").toString(),
                "--output",
                output.resolve("result.mp4").toString(),
                "--master",
                master));
    arguments.addAll(List.of(more));
    Outcome outcome =
        new TroupeProcess(folder)
            .with(SparkHome.environment())
            .run(arguments.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return output;
  }

  private static void assertSameFiles(Path actual, Path expected) throws IOException {
    assertThat(files(actual)).isEqualTo(files(expected)).hasSize(68);
    for (String name : files(expected)) {
      assertThat(actual.resolve(name)).as(name).hasSameBinaryContentAs(expected.resolve(name));
    }
  }

  /** 65 frames (three segments), the video, its comparison and its report. */
  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
