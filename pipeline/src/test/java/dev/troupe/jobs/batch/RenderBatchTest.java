package dev.troupe.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Folders;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.fixtures.TestClips;
import dev.troupe.inference.Compute;
import dev.troupe.jobs.Animate;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.Preparation;
import dev.troupe.jobs.Progress;
import dev.troupe.jobs.Sessions;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.jobs.plan.BatchPlan;
import dev.troupe.jobs.plan.PlanBatch;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What batches leave behind, on real media in one process. Two characters have performed two clips
 * before the first test; the tests use that library and outputs of their own.
 */
class RenderBatchTest {
  @TempDir static Path folder;

  private static LocalSpark spark;
  private static BatchMaker first;
  private static BatchResult firstResult;

  @BeforeAll
  static void start() throws IOException {
    spark = new LocalSpark(2);
    first = batch();
    first
        .item(first.character(1), first.clip("a.mp4", 20), "first/1-a.mp4", RenderBatchTest::part)
        .item(first.character(1), first.clip("b.mp4", 6), "first/1-b.mp4", RenderBatchTest::extras)
        .item(first.character(2), first.clip("a.mp4", 20), "first/2-a.mp4")
        .item(first.character(2), first.clip("b.mp4", 6), "first/2-b.mp4");
    firstResult = first.run(spark.session());
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void firstRun_computesEachInputOnceAndLeavesNothingElse() throws IOException {
    assertThat(firstResult.done()).isEqualTo(4);
    assertThat(firstResult.exitCode()).isZero();
    assertThat(firstResult.detectedFrames()).isEqualTo(20 + 6);
    assertThat(firstResult.encodedSources()).isEqualTo(2);
    assertThat(firstResult.frames()).isEqualTo(18 + 6 + 20 + 6);
    assertThat(Folders.all(folder.resolve("out/first")))
        .containsExactlyInAnyOrder(
            "1-a.mp4",
            "1-a.mp4.json",
            "1-b-compare.mp4",
            "1-b-frames/",
            "1-b-frames/000000.png",
            "1-b-frames/000001.png",
            "1-b-frames/000002.png",
            "1-b-frames/000003.png",
            "1-b-frames/000004.png",
            "1-b-frames/000005.png",
            "1-b.mp4",
            "1-b.mp4.json",
            "2-a.mp4",
            "2-a.mp4.json",
            "2-b.mp4",
            "2-b.mp4.json");
    assertThat(folder.resolve("report/report.html")).exists();
  }

  @Test
  void firstRun_isWhatAnimateGives() throws IOException {
    for (BatchItem item : first.items().subList(0, 3)) {
      Path alone = folder.resolve("alone/" + Path.of(item.output()).getFileName());
      AnimateRequest request =
          new BatchItem(1, item.source(), item.driving(), alone.toString(), item.options())
              .request(true);
      new Animate(spark.session(), Compute.CPU, Progress.NONE).run(Preparation.of(request));
      assertThat(Path.of(item.output())).hasSameBinaryContentAs(alone);
    }
    assertThat(folder.resolve("out/first/1-b-compare.mp4"))
        .hasSameBinaryContentAs(folder.resolve("alone/1-b-compare.mp4"));
    assertThat(folder.resolve("out/first/1-b-frames/000005.png"))
        .hasSameBinaryContentAs(folder.resolve("alone/1-b-frames/000005.png"));
  }

  @Test
  void run_again_reusesAllAndStartsNothing() throws IOException {
    BatchMaker again = batch();
    first.items().forEach(again::item);

    BatchResult result = again.runWithoutSpark();

    assertThat(result.reused()).isEqualTo(4);
    assertThat(result.done()).isZero();
    assertThat(result.frames()).isZero();
    assertThat(result.detectedFrames()).isZero();
  }

  @Test
  void plan_allUpToDate_startsNothing() throws IOException {
    BatchMaker again = batch();
    first.items().forEach(again::item);
    Supplier<Sessions.Session> none =
        () -> {
          throw new AssertionError("Spark was started");
        };

    BatchPlan plan =
        PlanBatch.in(none, Compute.CPU, OptionalInt.empty(), Optional.empty()).run(again.make());

    assertThat(plan.amounts().inputs().itemsDone()).isEqualTo(4);
  }

  /** As docs/batches.md says. */
  @Test
  void library_joinedWithReportAndIndex_namesClips() throws IOException {
    BatchMaker batch = batch();
    Path clip = batch.clip("named.mp4", 7);
    batch.item(batch.character(1), clip, "named/1.mp4").run(spark.session());
    String manual = Files.readString(Path.of("../docs/batches.md"));
    List<String> queries =
        Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
            .matcher(manual)
            .results()
            .map(
                found ->
                    found
                        .group(1)
                        .replace("LIBRARY", batch.library().toString())
                        .replace("REPORT", folder.resolve("report").toString()))
            .toList();

    assertThat(queries).hasSize(2);
    assertThat(
            spark.session().sql(queries.get(0)).where("driving like '%named.mp4'").collectAsList())
        .hasSize(7);
    List<Row> counts = spark.session().sql(queries.get(1)).collectAsList();
    assertThat(counts)
        .anyMatch(row -> row.getString(0).equals(clip.toString()) && row.getLong(1) == 7);
  }

  @Test
  void run_anotherCharacter_detectsNothing() throws IOException {
    BatchMaker batch = batch();
    batch.item(batch.character(3), batch.clip("b.mp4", 6), "third/3-b.mp4");

    BatchResult result = batch.run(spark.session());

    assertThat(result.done()).isEqualTo(1);
    assertThat(result.detectedFrames()).isZero();
    assertThat(result.encodedSources()).isEqualTo(1);
  }

  @Test
  void run_badInputs_failWithReasonsAndTheRestGoesOn() throws IOException {
    BatchMaker batch = batch();
    Path whole = batch.clip("whole.mp4", 20);
    Path damaged = TestClips.corrupted(whole, folder.resolve("in/damaged.mp4"), 0.4, 0.6);
    Path cut = TestClips.truncated(whole, folder.resolve("in/cut.mp4"), 0.6);
    Path text = Files.writeString(folder.resolve("in/text.png"), "no image");
    Path missing = folder.resolve("in/missing.mp4");
    Path good = batch.clip("b.mp4", 6);
    batch
        .item(batch.character(1), damaged, "bad/damaged.mp4")
        .item(batch.character(1), good, "bad/good.mp4")
        .item(text, good, "bad/text.mp4")
        .item(batch.character(1), missing, "bad/missing.mp4")
        .item(batch.character(1), cut, "bad/cut.mp4");

    BatchResult result = batch.run(spark.session());

    assertThat(result.done()).isEqualTo(1);
    assertThat(result.failed()).isEqualTo(4);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(Folders.all(folder.resolve("out/bad"))).containsExactly("good.mp4", "good.mp4.json");
    List<String> failures = Files.readAllLines(Path.of(result.failures()));
    assertThat(failures).hasSize(4);
    assertThat(result.reasons()).hasSize(4);
    assertThat(result.reasons().get(1)).startsWith("text.png with b.mp4: Cannot ");
    assertThat(String.join("\n", failures))
        .contains("damaged.mp4", "text.png", "missing.mp4", "cut.mp4", "--allow-truncated");
  }

  @Test
  void run_tooManyFailures_stopsAndSaysWhatWasNotBegun() throws IOException {
    BatchMaker batch = batch();
    Path missing = folder.resolve("in/missing.mp4");
    batch
        .item(batch.character(1), missing, "stopped/missing.mp4")
        .item(batch.character(1), batch.clip("b.mp4", 6), "stopped/good.mp4")
        .maxFailures(0);

    BatchResult result = batch.run(spark.session());

    assertThat(result.stopped()).isTrue();
    assertThat(result.failed()).isEqualTo(2);
    assertThat(Files.readString(Path.of(result.failures()))).contains("Not begun");
    assertThat(folder.resolve("out/stopped")).doesNotExist();
  }

  @Test
  void run_severalItems_publishesEachWhenItsOwnSegmentsAreThere() throws IOException {
    BatchMaker batch = batch();
    for (int i = 1; i <= 6; i++) {
      batch.item(batch.character(i % 2 + 1), batch.clip("a.mp4", 20), "early/%d.mp4".formatted(i));
    }

    batch.run(spark.session());

    Instant lastSegment =
        spark
            .session()
            .read()
            .parquet(folder.resolve("report/segments.parquet").toString())
            .selectExpr("max(ended)")
            .first()
            .<Timestamp>getAs(0)
            .toInstant();
    int before = 0;
    for (BatchItem item : batch.items()) {
      Instant published = Files.getLastModifiedTime(Path.of(item.output())).toInstant();
      before += published.isBefore(lastSegment) ? 1 : 0;
    }
    assertThat(before).isGreaterThanOrEqualTo(2);
  }

  @Test
  void run_groupsOfOneCharacter_makeTheSame() throws IOException {
    BatchMaker batch = batch();
    batch
        .item(batch.character(1), batch.clip("b.mp4", 6), "groups/1-b.mp4")
        .item(batch.character(2), batch.clip("b.mp4", 6), "groups/2-b.mp4");
    spark.session().conf().set(Setting.GROUP_BYTES, "1b");
    try {
      assertThat(batch.run(spark.session()).done()).isEqualTo(2);
    } finally {
      spark.session().conf().unset(Setting.GROUP_BYTES);
    }
    assertThat(batch.output("groups/2-b.mp4"))
        .hasSameBinaryContentAs(first.output("first/2-b.mp4"));
  }

  @Test
  void run_strict_failsWhatPreflightWarnsOf() throws IOException {
    BatchMaker batch = batch();
    Path still = folder.resolve("in/still.png");
    TestClips.writePng(still, TestClips.picture(new FrameSize(128, 128), 0));
    batch.item(batch.character(1), still, "strict/1.mp4").strict();

    BatchResult result = batch.run(spark.session());

    // A picture of waves is no face: its pose is far from the character's.
    assertThat(result.failed()).isEqualTo(1);
    assertThat(Files.readString(Path.of(result.failures()))).contains("Preflight: ");
  }

  private static BatchMaker batch() {
    return new BatchMaker(folder);
  }

  /** From the second frame on, in a pose of its own choice. */
  private static ItemOptions part(ItemOptions plain) {
    AnimateRequest.Motion motion =
        new AnimateRequest.Motion(
            plain.motion().transfer(),
            true,
            Optional.of(AnimateRequest.Reference.BEST),
            Rational.parse("0.08"),
            Optional.empty());
    return new ItemOptions(
        plain.model(), plain.pictures(), motion, false, false, false, Optional.empty(), true);
  }

  private static ItemOptions extras(ItemOptions plain) {
    return new ItemOptions(
        plain.model(),
        plain.pictures(),
        plain.motion(),
        true,
        false,
        true,
        Optional.of(new FrameSize(160, 120)),
        true);
  }
}
