package dev.troupe.jobs.report;

import dev.troupe.jobs.quality.FrameMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page is made of, gathered from rows as they come; the same whether a batch hands them
 * over or the tables are read again. Memory does not grow with items, segments or frames.
 */
final class PageFacts {
  private final ShownItems shown = new ShownItems();
  private final Map<Integer, ItemQuality> qualities = new HashMap<>();
  private final Throughput throughput = new Throughput();
  private final Notices failures = new Notices();
  private final Notices warnings = new Notices();
  private Totals totals = Totals.NONE;

  void item(ItemRow row) {
    totals = totals.plus(row);
    shown.add(row);
    row.outcome().reason().ifPresent(reason -> failures.add(reason, row.item().output()));
    for (String warning : row.findings().warnings()) {
      String clip = row.item().driving();
      warnings.addSimilar(
          clip, FileNames.last(clip) + ": " + warning, FileNames.last(row.item().source()));
    }
  }

  void segment(SegmentRow row) {
    throughput.add(row);
  }

  /** All frames of an item, which came before. */
  void frames(int item, List<FrameMetrics> frames) {
    if (shown.has(item) && !frames.isEmpty()) {
      qualities.put(item, ItemQuality.of(frames));
    }
    if (qualities.size() >= 2 * ShownItems.ALL) {
      qualities.keySet().removeIf(number -> !shown.has(number));
    }
  }

  Totals totals() {
    return totals;
  }

  ShownItems shown() {
    return shown;
  }

  Optional<ItemQuality> quality(int item) {
    return Optional.ofNullable(qualities.get(item));
  }

  Throughput throughput() {
    return throughput;
  }

  Notices failures() {
    return failures;
  }

  Notices warnings() {
    return warnings;
  }
}
