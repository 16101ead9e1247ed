package dev.troupe.media;

import java.util.Optional;

/**
 * The part of a file's sound that goes with a range of its frames. All times are seconds on the
 * file's own clock.
 *
 * @param input the file that holds the sound
 * @param firstFrame when the video's first frame is shown
 * @param from sound before this time is left out; empty keeps the clip's beginning whole
 * @param until sound from this time on is left out; empty keeps the clip's end whole
 */
public record Sound(
    MediaInput input, Rational firstFrame, Optional<Rational> from, Optional<Rational> until) {

  /**
   * The sound of a range of a clip's frames: trimmed at the range's ends, but whole where the range
   * reaches the clip's own ends.
   *
   * @param clip the driving clip
   * @param range frames of it, at least one
   * @return empty where the clip has no sound
   */
  public static Optional<Sound> during(Clip clip, FrameRange range) {
    Timeline timeline = clip.timeline();
    Rational start = timeline.time(range.from());
    Rational end = timeline.time(range.until());
    return clip.sound()
        .map(
            input ->
                new Sound(
                    input,
                    start,
                    range.from() == 0 ? Optional.empty() : Optional.of(start),
                    range.until() == timeline.count() ? Optional.empty() : Optional.of(end)));
  }
}
