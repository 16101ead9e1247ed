package dev.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a batch says in the end. */
class RenderCommandTest {
  @TempDir Path folder;

  @Test
  void render_itemsThatFail_saysWhyOfTheFirstTenAndWhereTheOthersAre() throws IOException {
    for (int i = 0; i < 12; i++) {
      Files.writeString(folder.resolve("face-%02d.png".formatted(i)), "no picture");
    }
    Files.writeString(folder.resolve("clip.mp4"), "no clip");

    CommandRun run =
        CommandRun.of(
            "render",
            "--sources",
            folder + "/face-*.png",
            "--drivings",
            folder + "/clip.mp4",
            "--output",
            folder + "/out/{source}.mp4");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().filter(line -> line.startsWith("face-")))
        .hasSize(10)
        .allMatch(line -> line.contains(".png with clip.mp4: Cannot "));
    assertThat(run.out())
        .containsSubsequence(
            "12 failed",
            "face-00.png with clip.mp4",
            "face-09.png with clip.mp4",
            "and 2 more",
            "What failed and why: " + folder + "/out/troupe-report/failed.jsonl");
  }
}
