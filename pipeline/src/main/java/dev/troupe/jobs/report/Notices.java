package dev.troupe.jobs.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people must see first: why items failed, what preflight warns of. One clip spoils all its
 * items with the same words, so the words come once.
 */
final class Notices {
  /** Different ones that are kept; the rest is only counted. */
  static final int MOST = 100;

  private static final int NAMED = 3;
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
  private static final String SOME_NUMBER = "…";

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private long untold;

  /**
   * The same words about some items.
   *
   * @param text one or more sentences
   * @param items how many items they are about
   * @param examples some of their names
   */
  record Notice(String text, int items, List<String> examples) {}

  private static final class Entry {
    private String text;
    private int items;
    private final List<String> examples = new ArrayList<>();

    Entry(String text) {
      this.text = text;
    }

    Notice notice() {
      return new Notice(text, items, List.copyOf(examples));
    }
  }

  void add(String text, String item) {
    add(text, text, item);
  }

  /** Words that may differ in their numbers; those that do are left out. */
  void addSimilar(String about, String text, String item) {
    add(about + "\n" + NUMBER.matcher(text).replaceAll("#"), text, item);
  }

  private void add(String key, String text, String item) {
    if (!entries.containsKey(key) && entries.size() == MOST) {
      untold++;
      return;
    }
    Entry entry = entries.computeIfAbsent(key, any -> new Entry(text));
    entry.items++;
    entry.text = common(entry.text, text);
    if (entry.examples.size() < NAMED && !entry.examples.contains(item)) {
      entry.examples.add(item);
    }
  }

  /** The words that both have; they differ in nothing but numbers. */
  private static String common(String one, String other) {
    if (one.equals(other)) {
      return one;
    }
    Pattern tokens = Pattern.compile(NUMBER.pattern() + "|" + SOME_NUMBER);
    List<String> others = tokens.matcher(other).results().map(result -> result.group()).toList();
    Matcher numbers = tokens.matcher(one);
    StringBuilder text = new StringBuilder();
    for (int i = 0; numbers.find(); i++) {
      boolean same = i < others.size() && numbers.group().equals(others.get(i));
      numbers.appendReplacement(text, same ? numbers.group() : SOME_NUMBER);
    }
    return numbers.appendTail(text).toString();
  }

  /** The most frequent first. */
  List<Notice> all() {
    return entries.values().stream()
        .map(Entry::notice)
        .sorted((one, other) -> Integer.compare(other.items(), one.items()))
        .toList();
  }

  /** How many were only counted. */
  long untold() {
    return untold;
  }
}
