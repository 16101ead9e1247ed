package dev.troupe.evaluation.metrics;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;

/** How far the pixels of two pictures are apart, all channels alike, values as 0 to 1. */
public final class PixelDistance {
  /** What equal pictures are given: no 8-bit picture that differs comes near. */
  public static final double MOST_DECIBELS = 100;

  private PixelDistance() {}

  /**
   * Mean absolute difference, the paper's reconstruction error.
   *
   * @param a a picture
   * @param b another of the same size
   * @return 0 (equal) to 1
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double l1(Picture a, Picture b) {
    checkSizes(a, b);
    long sum = 0;
    for (int i = 0; i < a.bgr().length; i++) {
      sum += Math.abs((a.bgr()[i] & 255) - (b.bgr()[i] & 255));
    }
    return sum / (255.0 * a.bgr().length);
  }

  /**
   * Mean squared difference, of which {@link #decibels} makes the peak signal-to-noise ratio.
   *
   * @param a a picture
   * @param b another of the same size
   * @return 0 (equal) to 1
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double meanSquare(Picture a, Picture b) {
    checkSizes(a, b);
    long sum = 0;
    for (int i = 0; i < a.bgr().length; i++) {
      int difference = (a.bgr()[i] & 255) - (b.bgr()[i] & 255);
      sum += (long) difference * difference;
    }
    return sum / (255.0 * 255.0 * a.bgr().length);
  }

  /**
   * Peak signal-to-noise ratio, -10 log10 of a mean squared difference: of one picture, or of all
   * of a video, where one perfect frame must not outweigh the others.
   *
   * @param meanSquare 0 to 1
   * @return decibels, at most {@link #MOST_DECIBELS}
   */
  public static double decibels(double meanSquare) {
    return meanSquare <= 0
        ? MOST_DECIBELS
        : Math.min(MOST_DECIBELS, -10 * StrictMath.log10(meanSquare));
  }

  /**
   * Temporal flicker: how much a video changes from frame to frame in another way than the true one
   * does. Zero for the truth itself, however much moves in it, and for a still difference.
   *
   * @param before the frame before
   * @param now this frame
   * @param trueBefore what the frame before should be
   * @param trueNow what this frame should be
   * @return mean absolute difference of the two changes, 0 to 2
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double flicker(Picture before, Picture now, Picture trueBefore, Picture trueNow) {
    checkSizes(before, now);
    checkSizes(now, trueBefore);
    checkSizes(trueBefore, trueNow);
    long sum = 0;
    for (int i = 0; i < now.bgr().length; i++) {
      int change = (now.bgr()[i] & 255) - (before.bgr()[i] & 255);
      int trueChange = (trueNow.bgr()[i] & 255) - (trueBefore.bgr()[i] & 255);
      sum += Math.abs(change - trueChange);
    }
    return sum / (255.0 * now.bgr().length);
  }

  private static void checkSizes(Picture a, Picture b) {
    checkSizes(a.size(), b.size());
  }

  static void checkSizes(FrameSize a, FrameSize b) {
    if (!a.equals(b)) {
      throw new IllegalArgumentException(
          "pictures to be compared must have one size, found %s and %s".formatted(a, b));
    }
  }
}
