package dev.troupe.media;

import java.io.Serializable;

/**
 * How rendered frames become H.264.
 *
 * @param size of the pictures; an odd side is padded by one, repeating the edge
 * @param timeBase seconds per tick of all times, positive, 32-bit numerator and denominator
 * @param frameRate the nominal rate in frames per second, a hint to the encoder; times may vary
 * @param quality the constant quantiser-like quality, 1 (best) to 51 (worst)
 */
public record Encoding(FrameSize size, Rational timeBase, Rational frameRate, int quality)
    implements Serializable {
  /** Visually clean: above 40 dB on drawn and filmed faces. */
  public static final int CLEAN = 14;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Encoding {
    if (quality < 1 || quality > 51) {
      throw new IllegalArgumentException("a quality must be 1 to 51, found " + quality);
    }
    checkFraction("time base", timeBase);
    checkFraction("frame rate", frameRate);
  }

  /**
   * The clean quality with a clip's own times.
   *
   * @param size of the pictures
   * @param timeline whose time base and mean frame rate are taken
   * @return the encoding
   */
  public static Encoding clean(FrameSize size, Timeline timeline) {
    return new Encoding(size, timeline.timeBase(), timeline.nominalFrameRate(), CLEAN);
  }

  /** The size of the encoded pictures: no side is odd. */
  FrameSize codedSize() {
    return new FrameSize(size.width() + size.width() % 2, size.height() + size.height() % 2);
  }

  private static void checkFraction(String what, Rational value) {
    if (value.numerator() <= 0
        || value.numerator() > Integer.MAX_VALUE
        || value.denominator() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a %s must be positive and of 32-bit parts, found %s".formatted(what, value));
    }
  }
}
