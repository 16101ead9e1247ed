package dev.troupe.media;

import java.io.Serializable;
import java.util.Arrays;

/**
 * When each frame of a clip is shown, exactly: the clip's time base and every frame's tick in order
 * of presentation.
 */
public final class Timeline implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double MOST_TICKS = 1L << 60;

  private final Rational timeBase;
  private final long[] ticks;
  private final boolean[] keys;
  private final long endTicks;

  /**
   * A timeline of at least one frame.
   *
   * @param timeBase seconds per tick, positive
   * @param ticks each frame's presentation time in ticks, strictly rising
   * @param keys for each frame, whether decoding can start there
   * @param endTicks when the last frame ends, after its own time
   * @throws IllegalArgumentException if empty, not rising or of different lengths
   */
  public Timeline(Rational timeBase, long[] ticks, boolean[] keys, long endTicks) {
    if (ticks.length == 0 || ticks.length != keys.length) {
      throw new IllegalArgumentException(
          "a timeline needs frames and a key flag for each, found %d and %d"
              .formatted(ticks.length, keys.length));
    }
    if (Long.compare(endTicks, ticks[0]) > 0 && endTicks - ticks[0] < 0) {
      throw new IllegalArgumentException(
          "a timeline must fit 64 bits, found ticks %d to %d".formatted(ticks[0], endTicks));
    }
    for (int i = 1; i < ticks.length; i++) {
      if (ticks[i] <= ticks[i - 1]) {
        throw new IllegalArgumentException(
            "frame %d must come after frame %d, found ticks %d and %d"
                .formatted(i, i - 1, ticks[i], ticks[i - 1]));
      }
    }
    if (endTicks <= ticks[ticks.length - 1] || timeBase.numerator() <= 0) {
      throw new IllegalArgumentException("a timeline must end after its last frame");
    }
    this.timeBase = timeBase;
    this.ticks = ticks.clone();
    this.keys = keys.clone();
    this.endTicks = endTicks;
  }

  /**
   * Whether a time is far from every overflow, even when it is added to others and counted in other
   * units.
   */
  static boolean isInRange(long tick, Rational timeBase) {
    return Math.abs((double) tick * timeBase.numerator()) <= MOST_TICKS;
  }

  /**
   * Seconds per tick.
   *
   * @return a positive fraction
   */
  public Rational timeBase() {
    return timeBase;
  }

  /**
   * How many frames there are.
   *
   * @return at least 1
   */
  public int count() {
    return ticks.length;
  }

  /**
   * When a frame is shown.
   *
   * @param index the frame, from 0; {@code count()} stands for the end of the clip
   * @return ticks of the time base
   */
  public long ticks(int index) {
    return index == ticks.length ? endTicks : ticks[index];
  }

  /**
   * When a frame is shown.
   *
   * @param index the frame, from 0; {@code count()} stands for the end of the clip
   * @return exact seconds
   */
  public Rational time(int index) {
    return timeBase.times(ticks(index));
  }

  /**
   * The frame that is shown from a tick on.
   *
   * @param tick ticks of the time base
   * @return its index, or a negative number if no frame begins exactly then
   */
  public int indexOf(long tick) {
    return Arrays.binarySearch(ticks, tick);
  }

  /**
   * Whether decoding can start at a frame.
   *
   * @param index the frame, from 0
   * @return whether it is a key frame
   */
  public boolean isKey(int index) {
    return keys[index];
  }

  /**
   * From the first frame's time to the end of the last.
   *
   * @return exact seconds
   */
  public Rational duration() {
    return timeBase.times(endTicks - ticks[0]);
  }

  /**
   * The mean number of frames in a second.
   *
   * @return frames per second
   */
  public Rational frameRate() {
    return duration().inverse().times(count());
  }

  /**
   * The mean number of frames in a second, with parts that fit 32 bits: the rate a file's header
   * states.
   *
   * @return frames per second, exact unless its parts are too long
   */
  public Rational nominalFrameRate() {
    Rational exact = frameRate();
    if (exact.numerator() <= Integer.MAX_VALUE && exact.denominator() <= Integer.MAX_VALUE) {
      return exact;
    }
    return new Rational(
        Math.max(1, Math.min(1_000_000_000L, Math.round(exact.toDouble() * 1000))), 1000);
  }

  /**
   * The frames that begin at or after {@code start} and before {@code end}, both measured from the
   * first frame's time.
   *
   * @param start seconds after the first frame
   * @param end seconds after the first frame
   * @return perhaps an empty range
   */
  public FrameRange between(Rational start, Rational end) {
    int from = firstAtOrAfter(start);
    return new FrameRange(from, Math.max(from, firstAtOrAfter(end)));
  }

  private int firstAtOrAfter(Rational offset) {
    int low = 0;
    int high = ticks.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timeBase.times(ticks[middle] - ticks[0]).compareTo(offset) >= 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
