package dev.troupe.jobs.report;

import dev.troupe.jobs.quality.FrameMetrics;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the last report in a folder knows of videos that are still up to date and of items that are
 * none of this run: their warnings, previews and frames' metrics, which nobody could find again
 * without decoding them.
 */
final class EarlierReport {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierReport.class);

  /** For a run that makes a whole batch. */
  static final Predicate<String> NOTHING = output -> false;

  private final ReportFolder folder;
  private final Map<String, ItemRow> upToDate = new HashMap<>();
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final Predicate<String> carried;

  /**
   * Prepares to look items up.
   *
   * @param upToDate items that this run reuses
   * @param carried says of outputs that are no item's of this run whether they stay in the report
   */
  EarlierReport(ReportFolder folder, List<ItemRow> upToDate, Predicate<String> carried) {
    this.folder = folder;
    this.carried = carried;
    upToDate.forEach(row -> this.upToDate.put(row.item().output(), row));
  }

  /** Takes all frames of an item. */
  interface Frames {
    void accept(int item, List<FrameMetrics> frames) throws IOException;
  }

  /** The items, with the earlier previews where there are any, and those carried over. */
  List<ItemRow> rows() throws IOException {
    List<ItemRow> rows = new ArrayList<>();
    if ((!upToDate.isEmpty() || carried != NOTHING) && folder.has(Table.ITEMS)) {
      try {
        TableReader.read(folder.uri(), Table.ITEMS, earlier -> match(earlier, rows));
      } catch (BadDataException e) {
        forget(e);
      }
    }
    rows.addAll(upToDate.values());
    return rows;
  }

  private void match(ItemRow earlier, List<ItemRow> rows) {
    if (carried.test(earlier.item().output())) {
      numbers.put(earlier.item().number(), earlier.item().number());
      rows.add(carried(earlier));
      return;
    }
    ItemRow now = upToDate.get(earlier.item().output());
    if (now == null
        || now.hashes().key().isEmpty()
        || !now.hashes().key().equals(earlier.hashes().key())
        || earlier.video().isEmpty()) {
      return;
    }
    upToDate.remove(earlier.item().output());
    numbers.put(earlier.item().number(), now.item().number());
    rows.add(
        new ItemRow(
            now.item(),
            now.outcome(),
            now.hashes(),
            now.video().or(earlier::video),
            earlier.findings()));
  }

  /** What an earlier run rendered is up to date in this one. */
  private static ItemRow carried(ItemRow row) {
    return row.outcome().status() == ItemRow.Status.FAILED
        ? row
        : new ItemRow(
            row.item(),
            ItemRow.Outcome.reused(row.outcome().segments()),
            row.hashes(),
            row.video(),
            row.findings());
  }

  /** The frames of those items; to be called after {@link #rows}. */
  void frames(Frames frames) throws IOException {
    if (numbers.isEmpty() || !folder.has(Table.FRAMES)) {
      return;
    }
    try {
      ItemFrames.read(
          folder.uri(),
          (item, metrics) -> {
            Integer number = numbers.get(item);
            if (number != null) {
              frames.accept(number, metrics);
            }
          });
    } catch (BadDataException e) {
      forget(e);
    }
  }

  /** An earlier report that cannot be read is no reason not to write this one. */
  private static void forget(BadDataException damage) {
    LOG.warn("The earlier report is not carried over: {}", damage.getMessage());
  }
}
