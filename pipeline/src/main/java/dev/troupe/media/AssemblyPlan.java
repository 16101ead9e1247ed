package dev.troupe.media;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a finished video is made of.
 *
 * @param segments files made by {@link SegmentEncoder} with the same encoding, in order; each
 *     begins where the one before it ends
 * @param timeBase seconds per tick, the segments' own
 * @param durationTicks from the first frame's time to the last one's end; a plan whose segments add
 *     up to something else is refused
 * @param sound the sound to add
 * @param metadata tags of the file, such as {@code comment}
 */
public record AssemblyPlan(
    List<MediaInput> segments,
    Rational timeBase,
    long durationTicks,
    Optional<Sound> sound,
    Map<String, String> metadata) {
  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is no segment or no duration
   */
  public AssemblyPlan {
    segments = List.copyOf(segments);
    metadata = Map.copyOf(metadata);
    if (segments.isEmpty() || durationTicks <= 0) {
      throw new IllegalArgumentException(
          "a video needs segments and a duration, found %d segments and %d ticks"
              .formatted(segments.size(), durationTicks));
    }
  }
}
