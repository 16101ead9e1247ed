package dev.troupe.media;

/** What every kind of clip checks alike. */
final class Ranges {
  private Ranges() {}

  /**
   * Refuses ranges behind the clip's end.
   *
   * @throws IllegalArgumentException if it has fewer frames
   */
  static void check(Clip clip, FrameRange range) {
    if (range.until() > clip.timeline().count()) {
      throw new IllegalArgumentException(
          "%s has %d frames, found a range until %d"
              .formatted(clip.name(), clip.timeline().count(), range.until()));
    }
  }
}
