package dev.troupe.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.troupe.jobs.quality.FrameMetrics;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageFactsTest {
  @Test
  void shownItems_fewItems_areAllInOrder() {
    ShownItems shown = new ShownItems();
    for (int item = ShownItems.ALL - 1; item >= 0; item--) {
      shown.add(row(item, ItemRow.Outcome.done(1, 0, 1)));
    }

    assertThat(shown.isAll()).isTrue();
    assertThat(shown.rows()).hasSize(ShownItems.ALL).isSortedAccordingTo(this::byNumber);
  }

  @Test
  void shownItems_manyItems_areFailedSlowestAndSampledInAnyOrderOfComing() {
    List<ItemRow> all = new ArrayList<>();
    for (int item = 0; item < 20_000; item++) {
      boolean failed = item % 1000 == 999;
      double seconds = item % 500 == 3 ? 100 + item : 1;
      all.add(
          row(
              item,
              failed
                  ? ItemRow.Outcome.failed("bad clip", 0)
                  : ItemRow.Outcome.done(1, 0, seconds)));
    }
    List<ItemRow> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(5));

    List<ItemRow> rows = shown(all);

    assertThat(rows).hasSizeBetween(300, ShownItems.ALL);
    assertThat(shown(shuffled)).isEqualTo(rows);
    assertThat(rows)
        .filteredOn(row -> row.outcome().status() == ItemRow.Status.FAILED)
        .hasSizeGreaterThanOrEqualTo(20);
    assertThat(rows).filteredOn(row -> row.outcome().taskSeconds() > 99).hasSize(40);
  }

  private static List<ItemRow> shown(List<ItemRow> rows) {
    ShownItems shown = new ShownItems();
    rows.forEach(shown::add);
    assertThat(shown.isAll()).isFalse();
    return shown.rows();
  }

  @Test
  void throughput_longRun_hasFewStepsAndAllFrames() {
    Throughput throughput = new Throughput();
    for (int segment = 0; segment < 20_000; segment++) {
      throughput.add(segment(3.0 * segment, 2.5));
    }

    List<Throughput.Step> steps = throughput.steps();

    assertThat(steps).hasSizeBetween(Throughput.MOST_STEPS / 2, Throughput.MOST_STEPS + 1);
    long width = steps.get(1).epochSecond() - steps.get(0).epochSecond();
    double frames = steps.stream().mapToDouble(Throughput.Step::framesPerSecond).sum() * width;
    assertThat(frames).isEqualTo(16.0 * 20_000, within(1.0));
  }

  @Test
  void throughput_oneLongSegment_isSpreadOverItsTime() {
    Throughput throughput = new Throughput();
    throughput.add(segment(100, 10));

    assertThat(throughput.steps()).hasSize(10);
    assertThat(throughput.steps())
        .allSatisfy(step -> assertThat(step.framesPerSecond()).isEqualTo(1.6, within(1e-6)));
  }

  @Test
  void curve_manyFrames_keepsTheWorstOne() {
    List<FrameMetrics> frames = SampleRun.frames(1);

    Curve curve = Curve.of(frames, FrameMetrics::jitter);

    assertThat(curve.points()).hasSize(Curve.MOST_POINTS);
    assertThat(curve.worst()).isGreaterThan(0.05);
    assertThat(curve.worstTime()).isEqualTo(60 / 25.0);
    assertThat(curve.points()[60 * Curve.MOST_POINTS / 150]).isEqualTo((float) curve.worst());
  }

  @Test
  void curve_nothingMeasured_isNotShown() {
    assertThat(Curve.of(SampleRun.frames(1), FrameMetrics::occluded).isMeasured()).isFalse();
  }

  @Test
  void notices_sameWordsOfManyItems_comeOnceWithTheirNumber() {
    Notices notices = new Notices();
    notices.add("Cannot read b.mp4: it is empty", "x.mp4");
    for (int item = 0; item < 10; item++) {
      notices.add("Cannot read a.mp4: it is empty", item + ".mp4");
    }

    assertThat(notices.all())
        .containsExactly(
            new Notices.Notice(
                "Cannot read a.mp4: it is empty", 10, List.of("0.mp4", "1.mp4", "2.mp4")),
            new Notices.Notice("Cannot read b.mp4: it is empty", 1, List.of("x.mp4")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "0.123, 0.12 s",
    "4.2, 4.2 s",
    "6, 6 s",
    "59.7, 1 min",
    "61, 1 min 1 s",
    "3600, 1 h",
    "3599.9, 1 h",
    "7500, 2 h 5 min"
  })
  void duration_seconds_readsWell(double seconds, String text) {
    assertThat(Texts.duration(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.00 kB",
    "182000000, 182 MB",
    "2500000000000000, 2.50 PB"
  })
  void bytes_readWell(long bytes, String text) {
    assertThat(Texts.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void page_nothingRendered_needsNoChart() throws IOException {
    PageFacts facts = new PageFacts();
    facts.item(row(0, ItemRow.Outcome.reused(3)));
    String page = page(facts);

    assertThat(page).doesNotContain("<canvas").contains("The video is ready.");
    assertThat(page.length()).isLessThan(60_000);
  }

  @Test
  void page_noItems_saysSo() throws IOException {
    assertThat(page(new PageFacts())).contains("There was nothing to render.");
  }

  @Test
  void page_hostileNames_areText() throws IOException {
    PageFacts facts = new PageFacts();
    String hostile =
        "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>&{{ 1 }}.mp4";
    facts.item(
        new ItemRow(
            new ItemRow.Item(0, 1, hostile, hostile, hostile),
            ItemRow.Outcome.failed(hostile, 1),
            ItemRow.Hashes.NONE,
            Optional.empty(),
            new ItemRow.Findings(List.of(hostile), dev.troupe.jobs.quality.Previews.NONE)));
    String page = page(facts);

    assertThat(page)
        .doesNotContain("<script>alert")
        .doesNotContain("<img src=x")
        .contains("&lt;img src=x onerror=alert(2)&gt;&amp;{{ 1 }}.mp4");
  }

  private static String page(PageFacts facts) throws IOException {
    byte[] bytes =
        Page.of(new RunJson.Written(new SampleRun(1).run(), "0.1.0"), facts, PageLinks.NONE);
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  private int byNumber(ItemRow a, ItemRow b) {
    return Integer.compare(a.item().number(), b.item().number());
  }

  private static SegmentRow segment(double begin, double seconds) {
    Instant ended = SampleRun.BEGIN.plusMillis(Math.round(1000 * (begin + seconds)));
    return new SegmentRow(0, 0, 16, new SegmentRow.Work(seconds, ended, "1"));
  }

  private static ItemRow row(int item, ItemRow.Outcome outcome) {
    return new ItemRow(
        new ItemRow.Item(item, item + 1, "a.png", "b.mp4", item + ".mp4"),
        outcome,
        ItemRow.Hashes.NONE,
        Optional.empty(),
        ItemRow.Findings.NONE);
  }
}
