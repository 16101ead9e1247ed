package dev.troupe.jobs.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What people must see first: why items failed, what preflight warns of. One clip spoils all its
 * items with the same words, so the words come once.
 */
final class Notices {
  /** Different ones that are kept; the rest is only counted. */
  static final int MOST = 100;

  private static final int NAMED = 3;

  private final Map<String, List<String>> outputs = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private long untold;

  /**
   * The same words about some items.
   *
   * @param text one or more sentences
   * @param items how many items they are about
   * @param examples some of their names
   */
  record Notice(String text, int items, List<String> examples) {}

  void add(String text, String item) {
    if (!counts.containsKey(text) && counts.size() == MOST) {
      untold++;
      return;
    }
    counts.merge(text, 1, Integer::sum);
    List<String> examples = outputs.computeIfAbsent(text, any -> new ArrayList<>());
    if (examples.size() < NAMED) {
      examples.add(item);
    }
  }

  /** The most frequent first. */
  List<Notice> all() {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(
            entry ->
                new Notice(
                    entry.getKey(),
                    entry.getValue(),
                    outputs.getOrDefault(entry.getKey(), List.of())))
        .toList();
  }

  /** How many were only counted. */
  long untold() {
    return untold;
  }
}
