package dev.troupe.jobs.batch;

import dev.troupe.jobs.Meter;
import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.library.Library;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes again what the library holds damaged, as if it were absent: nobody else would, and every
 * run would meet it.
 */
final class LibraryRepair {
  private final Setting setting;
  private final Library library;
  private final Meter meter;
  private final List<InspectedItem> items;

  LibraryRepair(Setting setting, Library library, Meter meter, List<InspectedItem> items) {
    this.setting = setting;
    this.library = library;
    this.meter = meter;
    this.items = items;
  }

  /** Captures the clips of some items again and says which of them cannot be. */
  Failures motions(List<Integer> numbers) {
    Failures failures = new Failures();
    failures.addAll(
        new CaptureClips(setting.context(), setting.compute(), library, meter)
            .run(needed(numbers, needs -> needs.motion(), NeededMotion::key)));
    return failures;
  }

  /**
   * The characters of a group of items, encoded again where that is needed.
   *
   * @param failures hears which of them cannot be
   * @return by key; those that cannot be encoded are left out
   */
  Map<String, RenderPlan.Source> characters(Groups groups, List<Integer> group, Failures failures)
      throws IOException {
    Map<String, RenderPlan.Source> found = groups.characters(items, group);
    List<Integer> without =
        group.stream()
            .filter(number -> !found.containsKey(needs(number).character().key()))
            .toList();
    if (without.isEmpty()) {
      return found;
    }
    failures.addAll(
        new EncodeCharacters(setting.context(), setting.compute(), library)
            .run(needed(without, needs -> needs.character(), NeededAppearance::key)));
    Map<String, RenderPlan.Source> all = new LinkedHashMap<>(found);
    all.putAll(groups.characters(items, without));
    return all;
  }

  private <T> List<T> needed(
      List<Integer> numbers, Function<InspectedItem.Needs, T> part, Function<T, String> key) {
    Map<String, T> parts = new LinkedHashMap<>();
    for (Integer number : numbers) {
      T each = part.apply(needs(number));
      parts.putIfAbsent(key.apply(each), each);
    }
    return new ArrayList<>(parts.values());
  }

  InspectedItem.Needs needs(int number) {
    return items.get(number).needs().orElseThrow();
  }
}
