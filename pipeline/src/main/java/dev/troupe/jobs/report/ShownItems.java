package dev.troupe.jobs.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The items that a page shows: all of a small batch; of a large one those that failed, the slowest
 * and a sample, so that the page stays a page. Which ones does not depend on the order in which
 * they come.
 */
final class ShownItems {
  /** As many as are all shown. */
  static final int ALL = 500;

  static final int FAILED = 200;
  static final int SLOWEST = 100;
  static final int SAMPLED = 200;

  /** Spreads neighbouring numbers (Knuth's multiplicative hash). */
  private static final int SPREAD = 0x9E3779B1;

  private static final Comparator<ItemRow> BY_NUMBER =
      Comparator.comparingInt(row -> row.item().number());
  private static final Comparator<ItemRow> SLOWEST_FIRST =
      Comparator.<ItemRow>comparingDouble(row -> -row.outcome().taskSeconds())
          .thenComparing(BY_NUMBER);
  private static final Comparator<ItemRow> SHUFFLED =
      Comparator.<ItemRow>comparingInt(row -> row.item().number() * SPREAD)
          .thenComparing(BY_NUMBER);

  private Map<Integer, ItemRow> rows = new HashMap<>();
  private long count;

  void add(ItemRow row) {
    rows.put(row.item().number(), row);
    count++;
    if (rows.size() >= 2 * ALL) {
      thin();
    }
  }

  boolean has(int number) {
    return rows.containsKey(number);
  }

  /** Whether nothing is left out. */
  boolean isAll() {
    return count <= ALL;
  }

  /** In the manifest's order. */
  List<ItemRow> rows() {
    if (!isAll()) {
      thin();
    }
    return rows.values().stream().sorted(BY_NUMBER).toList();
  }

  /** Of those rendered, the ones that took the most task time, the slowest first. */
  List<ItemRow> slowest(int most) {
    return rows.values().stream()
        .filter(row -> row.outcome().status() == ItemRow.Status.DONE)
        .sorted(SLOWEST_FIRST)
        .limit(most)
        .toList();
  }

  /** Whoever is among the first of all is among the first of any part: nothing is lost early. */
  private void thin() {
    Set<ItemRow> kept = new HashSet<>();
    keep(kept, row -> row.outcome().status() == ItemRow.Status.FAILED, BY_NUMBER, FAILED);
    keep(kept, row -> true, SLOWEST_FIRST, SLOWEST);
    keep(kept, row -> true, SHUFFLED, SAMPLED);
    Map<Integer, ItemRow> fewer = new HashMap<>();
    kept.forEach(row -> fewer.put(row.item().number(), row));
    rows = fewer;
  }

  private void keep(
      Set<ItemRow> kept, Predicate<ItemRow> which, Comparator<ItemRow> order, int most) {
    rows.values().stream().filter(which).sorted(order).limit(most).forEach(kept::add);
  }
}
