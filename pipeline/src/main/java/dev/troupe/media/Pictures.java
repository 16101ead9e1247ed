package dev.troupe.media;

import java.util.List;

/** Scaling and arranging of uncompressed pictures. */
@SuppressWarnings("DoNotCallSuggester") // until implemented
public final class Pictures {
  private Pictures() {}

  /**
   * Brings a picture to a size.
   *
   * @param picture any
   * @param scaling the size, and how the shape is brought to it
   * @return the very same picture if it has that size already
   */
  public static Picture scale(Picture picture, Scaling scaling) {
    throw new UnsupportedOperationException();
  }

  /**
   * Puts pictures side by side, the first at the left, each scaled to the first one's height with
   * its shape kept.
   *
   * @param pictures at least one
   * @return one picture as wide as all together
   */
  public static Picture besides(List<Picture> pictures) {
    throw new UnsupportedOperationException();
  }

  /**
   * Scales with Lanczos to the largest size of the same shape that fits, centred on black.
   *
   * @param size of the result
   * @param picture any
   * @return a picture of exactly that size
   */
  public static Picture padTo(FrameSize size, Picture picture) {
    throw new UnsupportedOperationException();
  }
}
