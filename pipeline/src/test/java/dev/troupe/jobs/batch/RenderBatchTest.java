package dev.troupe.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Folders;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.inference.Compute;
import dev.troupe.jobs.Animate;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.Preparation;
import dev.troupe.jobs.Progress;
import dev.troupe.jobs.manifest.BatchItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a batch leaves behind, on real media in one process. */
class RenderBatchTest {
  @TempDir Path folder;

  private static LocalSpark spark;

  @BeforeAll
  static void start() {
    spark = new LocalSpark(2);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void run_twoByTwo_isWhatAnimateGivesAndNothingElse() throws IOException {
    BatchMaker batch = twoByTwo();

    BatchResult result = batch.run(spark.session());

    assertThat(result.done()).isEqualTo(4);
    assertThat(result.exitCode()).isZero();
    assertThat(result.detectedFrames()).isEqualTo(20 + 18);
    assertThat(result.frames()).isEqualTo(2 * (20 + 18));
    assertThat(Folders.all(folder.resolve("out")))
        .containsExactlyInAnyOrder(
            "1-a.mp4",
            "1-a.mp4.json",
            "1-b.mp4",
            "1-b.mp4.json",
            "2-a.mp4",
            "2-a.mp4.json",
            "2-b.mp4",
            "2-b.mp4.json");
    for (BatchItem item : batch.items()) {
      assertThat(Path.of(item.output())).hasSameBinaryContentAs(animated(item));
    }
  }

  private BatchMaker twoByTwo() throws IOException {
    BatchMaker batch = new BatchMaker(folder);
    for (int character = 1; character <= 2; character++) {
      batch
          .item(batch.character(character), batch.clip("a.mp4", 20), character + "-a.mp4")
          .item(batch.character(character), batch.clip("b.mp4", 18), character + "-b.mp4");
    }
    return batch;
  }

  /** The item rendered alone. */
  private Path animated(BatchItem item) throws IOException {
    Path alone = folder.resolve("alone-" + Path.of(item.output()).getFileName());
    BatchItem other =
        new BatchItem(1, item.source(), item.driving(), alone.toString(), item.options());
    AnimateRequest request = other.request(true);
    new Animate(spark.session(), Compute.CPU, Progress.NONE).run(Preparation.of(request));
    assertThat(Files.size(alone)).isPositive();
    return alone;
  }
}
