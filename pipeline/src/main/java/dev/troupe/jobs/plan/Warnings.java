package dev.troupe.jobs.plan;

import dev.troupe.jobs.batch.BatchPreflight.Warned;
import dev.troupe.jobs.manifest.BatchItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts the preflight's warnings in sentences: what is true of a clip is said of it once. */
final class Warnings {
  private static final int MOST = 100;

  private Warnings() {}

  /** What an item's warning is about, besides the item. */
  private record Topic(String driving, String text) {}

  /** The first warnings, each with its clip or pair, and how many more there are. */
  static List<String> of(List<Warned> warned) {
    Map<Topic, List<BatchItem>> topics = new LinkedHashMap<>();
    for (Warned each : warned) {
      BatchItem item = each.item().item();
      for (String text : each.warnings()) {
        topics
            .computeIfAbsent(new Topic(item.driving(), text), any -> new ArrayList<>())
            .add(item);
      }
    }
    List<String> sentences = new ArrayList<>();
    topics.entrySet().stream()
        .limit(MOST)
        .forEach(topic -> sentences.add(sentence(topic.getKey(), topic.getValue())));
    if (topics.size() > MOST) {
      sentences.add(String.format(Locale.ROOT, "%,d more warnings", topics.size() - MOST));
    }
    return sentences;
  }

  private static String sentence(Topic topic, List<BatchItem> items) {
    return items.size() == 1
        ? "%s with %s: %s".formatted(items.get(0).source(), topic.driving(), topic.text())
        : "%s: %s".formatted(topic.driving(), topic.text());
  }
}
