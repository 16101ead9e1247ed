package dev.troupe.source;

import dev.troupe.media.FrameRange;
import dev.troupe.media.Rational;
import dev.troupe.media.Timeline;
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
    Rational due = Rational.ZERO;
    Rational step = rate.inverse();
    for (int i = range.from(); i < range.until(); i++) {
      Rational end = timeline.time(i + 1).minus(origin);
      if (due.compareTo(end) < 0) {
        indices.add(i);
        // The first multiple of the step that is not before this frame's end.
        long steps = ceil(end.times(rate.numerator()), rate.denominator());
        due = step.times(steps);
      }
    }
    return indices.build().toArray();
  }

  /** The smallest whole number not below value / divisor. */
  private static long ceil(Rational value, long divisor) {
    return -Math.floorDiv(-value.numerator(), Math.multiplyExact(value.denominator(), divisor));
  }
}
