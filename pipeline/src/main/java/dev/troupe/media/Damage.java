package dev.troupe.media;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/** Which frames of a file, in order of presentation, are not as they were recorded. */
final class Damage {
  private static final int NAMED = 3;

  private final BitSet frames = new BitSet();
  private int missingAtStart;

  void at(int index) {
    frames.set(index);
  }

  /** Notes frames that would come before the first of the timeline. */
  void beforeStart(int count) {
    missingAtStart += count;
  }

  boolean isEmpty() {
    return frames.isEmpty() && missingAtStart == 0;
  }

  boolean has(int index) {
    return frames.get(index);
  }

  /** The last whole frame of {@code count}, or -1. */
  int lastWhole(int count) {
    return frames.previousClearBit(count - 1);
  }

  /** How many frames at the beginning are not whole. */
  int firstWhole() {
    return frames.nextClearBit(0);
  }

  /** The part for {@code count} frames from {@code first} on; those before are missing. */
  Damage of(int first, int count) {
    Damage part = new Damage();
    part.beforeStart(missingAtStart + first);
    frames.get(first, first + count).stream().forEach(part::at);
    return part;
  }

  /** One sentence that names the first damaged frames. */
  String sentence(String name, Timeline timeline) {
    List<String> what = new ArrayList<>();
    if (missingAtStart > 0) {
      what.add(
          missingAtStart == 1
              ? "its first frame cannot be decoded"
              : "its first %d frames cannot be decoded".formatted(missingAtStart));
    }
    if (!frames.isEmpty()) {
      what.add(
          "%s %s of %d cannot be decoded whole"
              .formatted(
                  frames.cardinality() == 1 ? "frame" : "frames",
                  named(timeline),
                  timeline.count()));
    }
    return "%s is damaged: %s".formatted(name, String.join(", ", what));
  }

  private String named(Timeline timeline) {
    int more = frames.cardinality() - NAMED;
    return frames.stream()
            .limit(NAMED)
            .mapToObj(
                i -> {
                  int at = Math.min(i, timeline.count() - 1);
                  double seconds = timeline.time(at).minus(timeline.time(0)).toDouble();
                  return "%d (at %.3f s)".formatted(i, seconds);
                })
            .collect(Collectors.joining(", "))
        + (more > 0 ? " and %d more".formatted(more) : "");
  }
}
