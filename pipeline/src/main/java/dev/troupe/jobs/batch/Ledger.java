package dev.troupe.jobs.batch;

import dev.troupe.jobs.manifest.ManifestLine;
import dev.troupe.jobs.report.ItemRow;
import dev.troupe.jobs.report.ReportWriter;
import dev.troupe.jobs.report.SegmentRow;
import dev.troupe.jobs.report.TroupeMetrics;
import dev.troupe.jobs.report.TroupeMetrics.Counter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What became of every item: exactly one entry each, for the report, the counters and the result.
 */
final class Ledger {
  private final List<InspectedItem> items;
  private final ReportWriter report;
  private final TroupeMetrics metrics;
  private final BitSet settled = new BitSet();
  private final Map<Integer, List<String>> warnings = new TreeMap<>();
  private final TreeMap<Integer, String> reasons = new TreeMap<>();
  private int done;
  private int reused;
  private int failed;
  private long frames;
  private int reusedSegments;

  /** Asked by whoever shows progress, from another thread. */
  private final AtomicInteger there = new AtomicInteger();

  private double segmentSeconds;
  private double publishSeconds;

  Ledger(List<InspectedItem> items, ReportWriter report, TroupeMetrics metrics) {
    this.items = items;
    this.report = report;
    this.metrics = metrics;
  }

  int done() {
    return done;
  }

  int reused() {
    return reused;
  }

  int failed() {
    return failed;
  }

  /** Items whose output is there: done, or reused. */
  int there() {
    return there.get();
  }

  long frames() {
    return frames;
  }

  int reusedSegments() {
    return reusedSegments;
  }

  double segmentSeconds() {
    return segmentSeconds;
  }

  double publishSeconds() {
    return publishSeconds;
  }

  /** Time that tasks spent on items, beside capture. */
  double taskSeconds() {
    return segmentSeconds + publishSeconds;
  }

  /** Whether more items failed than may. */
  boolean isOver(OptionalInt maxFailures) {
    return maxFailures.isPresent() && failed > maxFailures.getAsInt();
  }

  boolean isSettled(int number) {
    return settled.get(number);
  }

  /** Whether an earlier run committed a part of it. */
  boolean isBegun(int number) {
    return items.get(number).state() == InspectedItem.State.PARTLY;
  }

  /** The items that nothing became of yet. */
  List<Integer> open() {
    List<Integer> open = new ArrayList<>();
    for (int i = settled.nextClearBit(0); i < items.size(); i = settled.nextClearBit(i + 1)) {
      open.add(i);
    }
    return open;
  }

  /** Remembers what preflight says of an item. */
  void warn(int number, List<String> texts) {
    if (!texts.isEmpty()) {
      warnings.put(number, texts);
    }
  }

  void segment(int number, SegmentOutcome segment) throws IOException {
    frames += segment.frames();
    segmentSeconds += segment.task().seconds();
    metrics.add(Counter.FRAMES_RENDERED, segment.frames());
    report.segment(
        new SegmentRow(
            number,
            segment.segment(),
            segment.frames(),
            new SegmentRow.Work(
                segment.task().seconds(),
                Instant.ofEpochMilli(segment.task().endedMillis()),
                segment.task().executor())));
  }

  void done(int number, ItemOutcome outcome, Rendered rendered) throws IOException {
    ItemOutcome.Video video = java.util.Objects.requireNonNull(outcome.video());
    ItemOutcome.Quality quality = java.util.Objects.requireNonNull(outcome.quality());
    int segments = items.get(number).segments();
    int earlier = Math.max(0, segments - rendered.segments());
    reusedSegments += earlier;
    publishSeconds += outcome.seconds();
    done++;
    there.incrementAndGet();
    metrics.add(Counter.ITEMS_DONE, 1);
    metrics.add(Counter.BYTES_WRITTEN, video.written());
    add(
        number,
        ItemRow.Outcome.done(segments, earlier, rendered.seconds() + outcome.seconds()),
        Optional.of(
            new ItemRow.Video(
                video.frames(), video.seconds(), video.audioDrift(), video.size(), video.bytes())),
        new ItemRow.Findings(warnings(number), quality.shown()));
    report.frames(number, quality.frames());
  }

  /** What this run rendered of an item. */
  record Rendered(int segments, double seconds) {}

  void reused(int number) throws IOException {
    reused++;
    there.incrementAndGet();
    metrics.add(Counter.ITEMS_REUSED, 1);
    add(
        number,
        ItemRow.Outcome.reused(items.get(number).segments()),
        Optional.empty(),
        ItemRow.Findings.NONE);
  }

  void failed(int number, String reason) throws IOException {
    failed++;
    reasons.put(number, reason);
    if (reasons.size() > BatchResult.MOST_REASONS) {
      reasons.pollLastEntry();
    }
    metrics.add(Counter.ITEMS_FAILED, 1);
    add(
        number,
        ItemRow.Outcome.failed(reason, 0),
        Optional.empty(),
        new ItemRow.Findings(warnings(number), ItemRow.Findings.NONE.previews()));
  }

  /** Why items failed, by number; of many the first. */
  Map<Integer, String> reasons() {
    return reasons;
  }

  private List<String> warnings(int number) {
    return warnings.getOrDefault(number, List.of());
  }

  private void add(
      int number, ItemRow.Outcome outcome, Optional<ItemRow.Video> video, ItemRow.Findings findings)
      throws IOException {
    if (settled.get(number)) {
      throw new IllegalStateException("item %d has come to two ends".formatted(number));
    }
    settled.set(number);
    InspectedItem item = items.get(number);
    report.item(
        new ItemRow(
            new ItemRow.Item(
                number,
                item.item().line(),
                item.item().source(),
                item.item().driving(),
                item.item().output()),
            outcome,
            hashes(item),
            video,
            findings),
        ManifestLine.of(item.item()));
  }

  private static ItemRow.Hashes hashes(InspectedItem item) {
    return new ItemRow.Hashes(
        known(item.source().hash()),
        known(item.clip().hash()),
        Optional.of(item.item().options().model().contentHash()),
        item.needs().map(InspectedItem.Needs::key));
  }

  private static Optional<String> known(String hash) {
    return hash.isEmpty() ? Optional.empty() : Optional.of(hash);
  }
}
