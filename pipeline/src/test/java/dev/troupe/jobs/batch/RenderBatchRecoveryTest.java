package dev.troupe.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.fixtures.Folders;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.fixtures.TestClips;
import dev.troupe.inference.Compute;
import dev.troupe.jobs.Meter;
import dev.troupe.jobs.library.Library;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Batches that meet what other runs left or hold: interrupted, finished or still at work. What they
 * make is compared with that of a run that nothing disturbed.
 */
class RenderBatchRecoveryTest {
  @TempDir static Path folder;

  private static LocalSpark spark;
  private static BatchMaker first;

  @BeforeAll
  static void start() throws IOException {
    spark = new LocalSpark(2);
    first = batch();
    first
        .item(first.character(2), first.clip("a.mp4", 20), "first/2-a.mp4")
        .item(first.character(2), first.clip("b.mp4", 6), "first/2-b.mp4")
        .run(spark.session());
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void run_interruptedItem_continuesFromItsCommittedSegments() throws IOException {
    BatchMaker batch = batch();
    batch.item(batch.character(2), batch.clip("a.mp4", 20), "resumed/2-a.mp4");
    commitFirstSegment(batch.make());
    assertThat(Folders.all(folder.resolve("out/resumed"))).hasSize(6).contains(".troupe/");

    BatchResult result = batch.run(spark.session());

    assertThat(result.reusedSegments()).isEqualTo(1);
    assertThat(result.frames()).isEqualTo(4);
    assertThat(batch.output("resumed/2-a.mp4"))
        .hasSameBinaryContentAs(first.output("first/2-a.mp4"));
    assertThat(Folders.all(folder.resolve("out/resumed")))
        .containsExactly("2-a.mp4", "2-a.mp4.json");
  }

  @ParameterizedTest
  @CsvSource({
    "empty, result/000000.mp4, 0",
    "half, result/000000.mp4, 0.5",
    "trace, traces/000000.bin, 0.9"
  })
  void run_cutFileOfACommittedSegment_isRenderedAgainInTheSameRun(
      String to, String name, double part) throws IOException {
    BatchMaker batch = batch();
    batch.item(batch.character(2), batch.clip("a.mp4", 20), to + "/2-a.mp4");
    commitFirstSegment(batch.make());
    Path file = inWork(to, name);
    TestClips.truncated(file, file, part);

    BatchResult result = batch.run(spark.session());

    assertThat(result.failed()).isZero();
    assertThat(result.frames()).isEqualTo(20);
    assertThat(batch.output(to + "/2-a.mp4")).hasSameBinaryContentAs(first.output("first/2-a.mp4"));
    assertThat(Folders.all(folder.resolve("out").resolve(to)))
        .containsExactly("2-a.mp4", "2-a.mp4.json");
  }

  @Test
  void run_flippedBitInACommittedSegment_isRenderedAgainInTheSameRun() throws IOException {
    BatchMaker batch = batch();
    batch.item(batch.character(2), batch.clip("a.mp4", 20), "flip/2-a.mp4");
    commitFirstSegment(batch.make());
    Path file = inWork("flip", "result/000000.mp4");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);

    batch.run(spark.session());

    assertThat(batch.output("flip/2-a.mp4")).hasSameBinaryContentAs(first.output("first/2-a.mp4"));
  }

  @Test
  void run_overwrite_rendersAgainTheSame() throws IOException {
    BatchMaker batch = batch();
    batch.item(batch.character(2), batch.clip("b.mp4", 6), "again/2-b.mp4");
    batch.run(spark.session());

    BatchResult result = batch.overwrite().run(spark.session());

    assertThat(result.done()).isEqualTo(1);
    assertThat(result.frames()).isEqualTo(6);
    assertThat(batch.output("again/2-b.mp4")).hasSameBinaryContentAs(first.output("first/2-b.mp4"));
  }

  @Test
  void run_otherOptions_replacesItsOwnOutput() throws IOException {
    BatchMaker batch = batch();
    Path clip = batch.clip("b.mp4", 6);
    batch.item(batch.character(2), clip, "changed/2-b.mp4").run(spark.session());
    byte[] before = Files.readAllBytes(batch.output("changed/2-b.mp4"));

    BatchMaker silent = batch();
    BatchResult result =
        silent
            .item(silent.character(2), clip, "changed/2-b.mp4", RenderBatchRecoveryTest::silent)
            .run(spark.session());

    assertThat(result.done()).isEqualTo(1);
    assertThat(Files.readAllBytes(batch.output("changed/2-b.mp4"))).isNotEqualTo(before);
  }

  @Test
  void run_outputOfSomethingElse_isRefusedBeforeAnythingRuns() throws IOException {
    BatchMaker batch = batch();
    Path foreign = Files.createDirectories(folder.resolve("out/foreign")).resolve("1.mp4");
    Files.writeString(foreign, "somebody's");
    Path folderThere = Files.createDirectories(folder.resolve("out/foreign/2.mp4"));
    batch
        .item(batch.character(1), batch.clip("b.mp4", 6), "foreign/1.mp4")
        .item(batch.character(2), batch.clip("b.mp4", 6), "foreign/2.mp4");

    assertThatThrownBy(() -> batch.run(spark.session()))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("character-1.png with b.mp4: ")
        .hasMessageContaining("--overwrite")
        .hasMessageContaining("character-2.png with b.mp4: ");
    assertThat(foreign).hasContent("somebody's");
    assertThat(folderThere).isEmptyDirectory();
  }

  /** The second is refused, or finds all up to date where the first was quick. */
  @Test
  void run_twiceAtOnce_givesEachOutputOnce() throws IOException {
    BatchMaker batch = batch();
    batch
        .item(batch.character(1), batch.clip("b.mp4", 6), "at-once/1-b.mp4")
        .item(batch.character(2), batch.clip("b.mp4", 6), "at-once/2-b.mp4");

    CompletableFuture<Optional<BatchResult>> other =
        CompletableFuture.supplyAsync(() -> runUnlessRefused(batch));
    Optional<BatchResult> mine = runUnlessRefused(batch);
    Optional<BatchResult> its = other.join();

    assertThat(mine.isPresent() || its.isPresent()).isTrue();
    assertThat(mine.map(BatchResult::failed).orElse(0) + its.map(BatchResult::failed).orElse(0))
        .isZero();
    assertThat(mine.map(BatchResult::done).orElse(0) + its.map(BatchResult::done).orElse(0))
        .isEqualTo(2);
    assertThat(Folders.all(folder.resolve("out/at-once")))
        .containsExactly("1-b.mp4", "1-b.mp4.json", "2-b.mp4", "2-b.mp4.json");
    assertThat(batch.output("at-once/2-b.mp4"))
        .hasSameBinaryContentAs(first.output("first/2-b.mp4"));
  }

  @Test
  @SuppressWarnings("try") // the claims only have to last
  void run_outputsOfARunThatLives_isRefusedBeforeWork() throws IOException {
    BatchMaker batch = batch();
    batch.item(batch.character(1), batch.clip("b.mp4", 6), "claimed/1-b.mp4");
    String output = batch.output("claimed/1-b.mp4").toString();

    try (RunClaims other = RunClaims.take(List.of(output))) {
      List<String> before = Folders.all(folder.resolve("out/claimed"));
      assertThatThrownBy(() -> batch.run(spark.session()))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("another run is making it, process ")
          .hasMessageContaining(output);
      assertThat(Folders.all(folder.resolve("out/claimed"))).isEqualTo(before);
    }
    assertThat(batch.run(spark.session()).done()).isEqualTo(1);
  }

  private static BatchMaker batch() {
    return new BatchMaker(folder);
  }

  private static ItemOptions silent(ItemOptions plain) {
    return new ItemOptions(
        plain.model(),
        plain.pictures(),
        plain.motion(),
        false,
        false,
        false,
        Optional.empty(),
        false);
  }

  private static Path inWork(String outputs, String name) throws IOException {
    try (Stream<Path> works = Files.list(folder.resolve("out/%s/.troupe".formatted(outputs)))) {
      return works.findFirst().orElseThrow().resolve(name);
    }
  }

  private static Optional<BatchResult> runUnlessRefused(BatchMaker batch) {
    try {
      return Optional.of(batch.run(spark.session()));
    } catch (RequestException e) {
      assertThat(e).hasMessageContaining("another run is making it");
      return Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What a run leaves that is killed after a segment. */
  private static void commitFirstSegment(BatchRequest request) throws IOException {
    Inspection inspection = Inspection.of(spark::session, Compute.CPU, request);
    GroupPlan plan =
        new Groups(Compute.CPU, new Library(request.places().library()), 1)
            .load(inspection.items(), List.of(0));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.session().sparkContext());
    RenderUnits.Unit unit = new RenderUnits.Unit(0, 0, List.of(0));
    new RenderUnits(context.broadcast(plan), new Meter(context.sc()))
        .call(List.of(unit).iterator());
  }
}
