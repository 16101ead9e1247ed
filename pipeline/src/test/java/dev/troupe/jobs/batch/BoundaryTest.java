package dev.troupe.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.fixtures.LocalSpark;
import dev.troupe.fixtures.TestClips;
import dev.troupe.fixtures.TroubleFileSystem;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.problems.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One item's trouble is its own; storage's is everybody's. */
class BoundaryTest {
  @TempDir static Path folder;

  private static LocalSpark spark;

  @BeforeAll
  static void start() {
    TroubleFileSystem.SETTINGS.forEach(System::setProperty);
    spark = new LocalSpark(2);
  }

  @AfterAll
  static void stop() {
    spark.close();
    TroubleFileSystem.SETTINGS.keySet().forEach(System::clearProperty);
  }

  @Test
  void run_itemsThatFailInOddWays_failAloneWithASentenceEach() throws IOException {
    BatchMaker batch = new BatchMaker(folder.resolve("odd"));
    Path good = batch.character(1);
    Path clip = batch.clip("b.mp4", 4);
    Path inside = Files.createDirectories(folder.resolve("odd/in/folder.png"));
    Path flipped = flipped(good, folder.resolve("odd/in/flipped.png"));
    Path images = images(folder.resolve("odd/in/images"));
    Path file = Files.writeString(folder.resolve("odd/file.txt"), "in the way of a folder");
    batch
        .item(good, clip, "good.mp4")
        .item(inside, clip, "folder.mp4")
        .item(flipped, clip, "flipped.mp4")
        .item(good, images, "slow.mp4", BoundaryTest::oneFrameInThirtyYears)
        .item(elsewhere(2, good, TroubleFileSystem.copy(clip, folder.resolve("odd/in"), "odd")))
        .item(new BatchItem(6, good.toString(), clip.toString(), file + "/x.mp4", BatchMaker.PLAIN));

    BatchResult result = batch.run(spark.session());

    assertThat(result.done()).isEqualTo(1);
    assertThat(result.failed()).isEqualTo(5);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(batch.output("good.mp4")).exists();
    List<String> failures = Files.readAllLines(Path.of(result.failures()));
    assertThat(failures).hasSize(5).noneMatch(line -> line.contains("\\tat "));
    assertThat(failures.get(0)).contains("folder.png: expected a file, found a folder");
    assertThat(failures.get(1)).contains("Cannot read ", "flipped.png");
    assertThat(failures.get(2)).contains("in/images", "lasts 1000000000 s");
    assertThat(failures.get(3)).contains("odd-b.mp4: a bug of a library");
    assertThat(failures.get(4)).contains("Cannot render ", "Cannot create the folder", "file.txt");
  }

  @Test
  void run_storeThatLosesTheConnection_endsTheRun() throws IOException {
    BatchMaker batch = new BatchMaker(folder.resolve("reset"));
    Path clip = batch.clip("b.mp4", 4);
    batch.item(
        elsewhere(
            1,
            batch.character(1),
            TroubleFileSystem.copy(clip, folder.resolve("reset/in"), "reset")));

    assertThatThrownBy(() -> batch.run(spark.session()))
        .satisfies(
            thrown ->
                assertThat(StorageException.isBehind(thrown) || namesStorage(thrown)).isTrue())
        .hasStackTraceContaining("reset-b.mp4: Connection reset by peer");
  }

  @Test
  void run_storeThatIsFull_namesThePath() throws IOException {
    BatchMaker batch = new BatchMaker(folder.resolve("disk"));
    String output = TroubleFileSystem.uri(folder.resolve("disk/full/out.mp4"));
    batch.item(
        new BatchItem(
            1,
            batch.character(1).toString(),
            batch.clip("b.mp4", 4).toString(),
            output,
            BatchMaker.PLAIN));

    assertThatThrownBy(() -> batch.run(spark.session()))
        .hasStackTraceContaining("StorageException: Cannot write trouble:")
        .hasStackTraceContaining("No space left on device");
  }

  /** Spark may hand on what a task threw as text. */
  private static boolean namesStorage(Throwable failure) {
    return String.valueOf(failure.getMessage()).contains(StorageException.class.getName());
  }

  private static BatchItem elsewhere(int line, Path source, String clip) {
    Path output = Path.of(clip.substring("trouble://".length())).resolveSibling("../out/x.mp4");
    return new BatchItem(
        line, source.toString(), clip, output.normalize().toString(), BatchMaker.PLAIN);
  }

  private static Path flipped(Path picture, Path copy) throws IOException {
    byte[] bytes = Files.readAllBytes(picture);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 64, (byte) 0x55);
    return Files.write(copy, bytes);
  }

  private static Path images(Path images) throws IOException {
    Files.createDirectories(images);
    for (int i = 0; i < 3; i++) {
      TestClips.writePng(
          images.resolve("%d.png".formatted(i)), TestClips.picture(new FrameSize(64, 64), i));
    }
    return images;
  }

  private static ItemOptions oneFrameInThirtyYears(ItemOptions plain) {
    AnimateRequest.Pictures pictures =
        new AnimateRequest.Pictures(
            plain.pictures().fit(),
            plain.pictures().backgroundRgb(),
            Rational.parse("0.000000001"),
            false);
    return new ItemOptions(
        plain.model(), pictures, plain.motion(), false, false, false, plain.resize(), true);
  }
}
