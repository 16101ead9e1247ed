package dev.troupe.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.Folders;
import dev.troupe.inference.Compute;
import dev.troupe.jobs.Sessions;
import dev.troupe.jobs.batch.BatchRequest;
import dev.troupe.jobs.library.Throughput;
import dev.troupe.jobs.library.ThroughputFile;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.jobs.manifest.Items;
import dev.troupe.jobs.report.Amounts;
import dev.troupe.media.BrokenClocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a batch will take. */
class PlanBatchTest {
  /** Of the bundled clip. */
  private static final int FRAMES = 150;

  private static Sessions.Session session;

  @TempDir Path folder;

  @BeforeAll
  @SuppressWarnings("MustBeClosedChecker") // closed after all tests
  static void start() {
    session = Sessions.open("tests", Optional.of("local[2]"), Map.of());
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  @Test
  void plan_newBatch_countsUniqueInputsOnce() throws IOException {
    Path copy = Files.copy(Demo.character(), folder.resolve("same.png"));
    record(30, 15, 1);

    Amounts amounts =
        plan(
                Optional.of(new Price(6, OptionalInt.of(2))),
                item(1, Demo.character(), Demo.driving()),
                item(2, copy, Demo.driving()))
            .amounts();

    assertThat(amounts.inputs()).isEqualTo(new Amounts.Inputs(2, 0, 1, 1));
    assertThat(amounts.frames()).isEqualTo(new Amounts.Frames(2 * FRAMES, FRAMES, 2 * FRAMES));
    double seconds = FRAMES / 30.0 + 2 * FRAMES / 15.0 + 2;
    assertThat(amounts.effort().computeHours()).isCloseTo(seconds / 3600, within(1e-9));
    assertThat(amounts.effort().wallSeconds()).isCloseTo(3 + seconds / 4, within(1e-9));
    assertThat(amounts.effort().cost().orElseThrow())
        .isCloseTo(2 * 6 * amounts.effort().wallSeconds() / 3600, within(1e-9));
    assertThat(amounts.bytes().read()).isGreaterThan(Files.size(Demo.driving()));
    assertThat(amounts.bytes().written()).isPositive();
  }

  @Test
  void plan_itemsThatCannotBeMade_areNamedAndCostNothing() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.mp4"), "no video");
    record(30, 15, 1);

    BatchPlan plan =
        plan(
            Optional.empty(),
            item(7, Demo.character(), broken),
            item(9, folder.resolve("none.png"), Demo.driving()));

    assertThat(plan.failures().count()).isEqualTo(2);
    assertThat(plan.failures().reasons())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("Line 7: Cannot read " + broken),
            second -> assertThat(second).startsWith("Line 9: Cannot read").contains("none.png"));
    assertThat(plan.amounts().frames().toRender()).isZero();
    assertThat(plan.amounts().effort().wallSeconds()).isZero();
    assertThat(PlanText.of(plan)).contains("2 cannot be made", "Line 7: Cannot read");
  }

  @Test
  void plan_soundThatCannotBeUsed_isNamedBeforeFramesAreRendered() throws IOException {
    Path clip = BrokenClocks.soundAtTheEndOfTime(folder.resolve("sound.mp4"));
    record(30, 15, 1);

    BatchPlan plan = plan(Optional.empty(), item(7, Demo.character(), clip));

    assertThat(plan.failures().reasons())
        .singleElement()
        .asString()
        .startsWith("Line 7: Cannot read " + clip + ": a time of its sound is out of range")
        .endsWith("; give --audio none to leave it out");
  }

  @Test
  void plan_withoutRecordedSpeed_measuresAndWritesNothing() throws IOException {
    BatchPlan plan = plan(Optional.empty(), item(1, Demo.character(), Demo.driving()));

    assertThat(plan.speeds())
        .singleElement()
        .extracting(Speed::origin)
        .isEqualTo(Speed.Origin.CALIBRATED);
    assertThat(plan.amounts().effort().computeHours()).isPositive();
    assertThat(Folders.all(folder)).isEmpty();
  }

  @Test
  void json_ofAPlan_hasEveryNumber() throws IOException {
    record(30, 15, 1);
    BatchPlan plan = plan(Optional.empty(), item(1, Demo.character(), Demo.driving()));

    JsonNode json = new ObjectMapper().readTree(PlanText.json(plan));

    assertThat(json.get("items").asInt()).isEqualTo(1);
    assertThat(json.get("clips").asInt()).isEqualTo(1);
    assertThat(json.get("framesToCapture").asInt()).isEqualTo(FRAMES);
    assertThat(json.get("framesToRender").asInt()).isEqualTo(FRAMES);
    assertThat(json.get("computeHours").asDouble())
        .isEqualTo(plan.amounts().effort().computeHours());
    assertThat(json.get("cores").asInt()).isEqualTo(4);
    assertThat(json.get("speeds").get(0).get("origin").asText()).isEqualTo("recorded");
    assertThat(json.has("cost")).isFalse();
  }

  @Test
  void cores_notGiven_areTheSessions() throws IOException {
    record(30, 15, 1);

    assertThat(
            PlanBatch.in(session, Compute.CPU, OptionalInt.empty(), Optional.empty())
                .run(request(item(1, Demo.character(), Demo.driving())))
                .amounts()
                .effort()
                .cores())
        .isEqualTo(2);
  }

  @Test
  void throughput_recordedTwice_theNewerCounts() throws IOException {
    record(30, 15, 1);
    record(60, 45, 2);

    assertThat(new ThroughputFile(library()).find(model(), "cpu"))
        .contains(new Throughput(model(), "cpu", 60, 45, 2));
    assertThat(new ThroughputFile(library()).find(model(), "gpu0")).isEmpty();
  }

  @Test
  void throughput_fileThatIsDamaged_isAsNone() throws IOException {
    record(30, 15, 1);
    Files.writeString(Path.of(library(), "throughput.json"), "[{\"model\": 1");

    assertThat(new ThroughputFile(library()).find(model(), "cpu")).isEmpty();
    Files.writeString(
        Path.of(library(), "throughput.json"),
        "[{\"model\":\"a\",\"device\":\"cpu\",\"captureFramesPerCoreSecond\":-1,"
            + "\"renderFramesPerCoreSecond\":1,\"overheadSecondsPerItem\":0}]");
    assertThat(new ThroughputFile(library()).find("a", "cpu")).isEmpty();
  }

  private void record(double capture, double render, double overhead) throws IOException {
    new ThroughputFile(library()).record(new Throughput(model(), "cpu", capture, render, overhead));
  }

  private BatchPlan plan(Optional<Price> price, BatchItem... items) throws IOException {
    return PlanBatch.in(session, Compute.CPU, OptionalInt.of(4), price).run(request(items));
  }

  private BatchRequest request(BatchItem... items) {
    return new BatchRequest(
        List.of(items),
        new BatchRequest.Places(library(), at("report"), Optional.of("batch.csv")),
        BatchRequest.Policy.DEFAULT);
  }

  private BatchItem item(int line, Path source, Path driving) {
    return new BatchItem(
        line,
        source.toString(),
        driving.toString(),
        at("out/%d.mp4".formatted(line)),
        Items.DEFAULTS);
  }

  private static String model() {
    return Demo.model().contentHash();
  }

  private String library() {
    return at("library");
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
