package dev.troupe.jobs.report;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What videos are called on a page: by the last part of their name where that is theirs alone, else
 * by who performs what.
 */
final class VideoNames {
  private final Map<String, String> names = new HashMap<>();

  private VideoNames() {}

  static VideoNames of(Collection<ItemRow.Item> items) {
    Set<String> repeatedNames = repeated(items, VideoNames::last);
    Set<String> repeatedPairs = repeated(items, VideoNames::pair);
    VideoNames all = new VideoNames();
    for (ItemRow.Item item : items) {
      String name = last(item);
      if (repeatedNames.contains(name)) {
        name = repeatedPairs.contains(pair(item)) ? item.output() : pair(item);
      }
      all.names.put(item.output(), name);
    }
    return all;
  }

  /** The video's name; of one that is not on the page, its folder as well. */
  String of(String output) {
    return names.getOrDefault(output, FileNames.lastTwo(output));
  }

  private interface Name {
    String of(ItemRow.Item item);
  }

  private static Set<String> repeated(Collection<ItemRow.Item> items, Name name) {
    Set<String> seen = new HashSet<>();
    Set<String> repeated = new HashSet<>();
    for (ItemRow.Item item : items) {
      if (!seen.add(name.of(item))) {
        repeated.add(name.of(item));
      }
    }
    return repeated;
  }

  private static String last(ItemRow.Item item) {
    return FileNames.last(item.output());
  }

  private static String pair(ItemRow.Item item) {
    return FileNames.last(item.source()) + " · " + FileNames.last(item.driving());
  }
}
