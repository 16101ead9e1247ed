package dev.troupe.jobs.batch;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What cannot be used, by its name in the library, and why. */
final class Failures {
  private final Map<String, String> reasons = new LinkedHashMap<>();

  /**
   * Something that cannot be used.
   *
   * @param key its name in the library
   * @param reason one sentence
   */
  record Failure(String key, String reason) implements Serializable {}

  void addAll(List<Failure> failures) {
    failures.forEach(failure -> reasons.putIfAbsent(failure.key(), failure.reason()));
  }

  /** Why an item cannot be made whose inputs looked well. */
  Optional<String> of(InspectedItem.Needs needs) {
    return Optional.ofNullable(reasons.get(needs.character().key()))
        .or(() -> Optional.ofNullable(reasons.get(needs.motion().key())));
  }
}
