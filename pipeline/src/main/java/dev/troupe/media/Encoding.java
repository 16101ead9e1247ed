package dev.troupe.media;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

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

  /** FFmpeg's MP4 files count at least so many units in a second, doubling what is given. */
  private static final long LEAST_TIME_SCALE = 10_000;

  /** A frame's duration is a signed 32-bit number of units. */
  private static final long MOST_UNITS = Integer.MAX_VALUE;

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
   * Why no MP4 file can hold frames at their times.
   *
   * @param timeline the clip's
   * @param range its frames that are used
   * @return the end of a sentence; empty if one can
   */
  public static Optional<String> mistake(Timeline timeline, FrameRange range) {
    long scale = timeline.timeBase().denominator();
    while (scale < LEAST_TIME_SCALE) {
      scale *= 2;
    }
    double most = MOST_UNITS / (double) scale;
    long longest = 0;
    for (int i = range.from(); i < range.until(); i++) {
      longest = Math.max(longest, timeline.ticks(i + 1) - timeline.ticks(i));
    }
    double seconds = timeline.timeBase().toDouble() * longest;
    return seconds <= most
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "one of its frames lasts %.0f s; expected at most %.0f s, which is what MP4 can say"
                    + " with its times",
                seconds,
                most));
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
