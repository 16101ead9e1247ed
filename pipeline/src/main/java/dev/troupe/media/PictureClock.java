package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

/**
 * The clock of a file's pictures, which runs on where the file's own starts anew: recordings that
 * were joined, a stream after a reconnect. From such a step on, frames keep their distances.
 */
final class PictureClock {
  private static final double LEAST_SECONDS_BACK = 0.5;

  private final long leastBack;
  private final long leastForward;
  private long last = AV_NOPTS_VALUE;
  private long offset;

  /** For a stream of a file. */
  PictureClock(MediaFile file, int stream) {
    double timeBase = Ffmpeg.rational(file.stream(stream).time_base()).toDouble();
    leastBack = Math.max(1, (long) (LEAST_SECONDS_BACK / timeBase));
    leastForward = file.leastStepForward(stream);
  }

  /**
   * The time of the next frame.
   *
   * @param tick what the file says
   * @param expected when the frame would come at the usual distance
   */
  long time(long tick, long expected) {
    if (tick == AV_NOPTS_VALUE) {
      return tick;
    }
    boolean isStep =
        last != AV_NOPTS_VALUE && (last - tick >= leastBack || tick - last >= leastForward);
    if (isStep) {
      offset = expected - tick;
    }
    last = tick;
    return tick + offset;
  }

  /** Whether the file's clock has stepped. */
  boolean hasStepped() {
    return offset != 0;
  }
}
