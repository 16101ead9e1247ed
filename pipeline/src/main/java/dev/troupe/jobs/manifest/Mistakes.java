package dev.troupe.jobs.manifest;

import dev.troupe.problems.RequestException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * All that is wrong with a batch's items. A manifest of a million lines can hold a million
 * mistakes: the first are kept, the others counted.
 */
final class Mistakes {
  /** More than anybody reads. */
  static final int MOST_KEPT = 100;

  private final IntFunction<String> names;
  private final List<Mistake> kept = new ArrayList<>();
  private long left;

  private record Mistake(int line, String sentence) {}

  /**
   * None yet.
   *
   * @param place what a line's number follows, as in "batch.csv, line"
   */
  Mistakes(String place) {
    this(line -> place + " " + line);
  }

  /**
   * None yet.
   *
   * @param names how people know the item of a number
   */
  Mistakes(IntFunction<String> names) {
    this.names = names;
  }

  /** Notes a mistake of the whole request. */
  void add(String sentence) {
    keep(new Mistake(0, sentence));
  }

  /**
   * Notes a mistake of one item.
   *
   * @param line from 1
   * @param sentence what is wrong, beginning in lower case
   */
  void add(int line, String sentence) {
    keep(new Mistake(line, nameOf(line) + ": " + sentence));
  }

  /** How people know an item, as in "batch.csv, line 7". */
  String nameOf(int line) {
    return names.apply(line);
  }

  private void keep(Mistake mistake) {
    if (kept.size() < MOST_KEPT) {
      kept.add(mistake);
    } else {
      left++;
    }
  }

  boolean isEmpty() {
    return kept.isEmpty();
  }

  /**
   * Ends the request if anything is wrong with it.
   *
   * @throws RequestException with the mistakes in the order of their lines
   */
  void check() {
    if (kept.isEmpty()) {
      return;
    }
    List<String> sentences =
        new ArrayList<>(
            kept.stream()
                .sorted(Comparator.comparingInt(Mistake::line))
                .map(Mistake::sentence)
                .toList());
    if (left > 0) {
      sentences.add(
          String.format(
              Locale.ROOT, "%,d more mistake%s not shown", left, left == 1 ? " is" : "s are"));
    }
    throw new RequestException(sentences);
  }
}
