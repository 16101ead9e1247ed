package dev.troupe.media;

import java.io.Serializable;

/**
 * A run of frames of one clip.
 *
 * @param from the first frame's index, not negative
 * @param until the index behind the last frame, not below {@code from}
 */
public record FrameRange(int from, int until) implements Serializable {
  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if negative or reversed
   */
  public FrameRange {
    if (from < 0 || until < from) {
      throw new IllegalArgumentException(
          "a frame range must not be negative or reversed, found %d to %d".formatted(from, until));
    }
  }

  /**
   * How many frames it holds.
   *
   * @return {@code until - from}
   */
  public int count() {
    return until - from;
  }
}
