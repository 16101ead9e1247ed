package dev.troupe.source;

import dev.troupe.media.FrameRange;
import dev.troupe.media.Rational;
import dev.troupe.media.Timeline;
import java.math.BigInteger;
import java.util.stream.IntStream;

/** Which frames are delivered when fewer are wanted than there are. */
final class Sampling {
  private Sampling() {}

  /** All frames of a range. */
  static int[] every(FrameRange range) {
    return IntStream.range(range.from(), range.until()).toArray();
  }

  /**
   * The frames on the screen at multiples of 1/rate after the range's first frame; a frame shown
   * for longer than that is delivered once.
   */
  static int[] indices(Timeline timeline, FrameRange range, Rational rate) {
    Rational origin = timeline.time(range.from());
    IntStream.Builder indices = IntStream.builder();
    BigInteger due = BigInteger.ZERO;
    for (int i = range.from(); i < range.until(); i++) {
      BigInteger next = firstNotBefore(timeline.time(i + 1).minus(origin), rate);
      if (due.compareTo(next) < 0) {
        indices.add(i);
        due = next;
      }
    }
    return indices.build().toArray();
  }

  /** The number of the first multiple of 1/rate that is not before a time: time * rate, up. */
  private static BigInteger firstNotBefore(Rational time, Rational rate) {
    BigInteger[] whole =
        BigInteger.valueOf(time.numerator())
            .multiply(BigInteger.valueOf(rate.numerator()))
            .divideAndRemainder(
                BigInteger.valueOf(time.denominator())
                    .multiply(BigInteger.valueOf(rate.denominator())));
    return whole[1].signum() > 0 ? whole[0].add(BigInteger.ONE) : whole[0];
  }
}
