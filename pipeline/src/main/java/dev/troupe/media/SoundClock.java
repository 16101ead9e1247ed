package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a file's sound. Where the file's own starts anew, it goes on as the pictures' does,
 * so that both stay in step; where only the sound's steps back, a short step is left to whoever
 * trims what overlaps, and behind a longer one the sound goes on without a break.
 */
final class SoundClock {
  private static final double MOST_OVERLAP_SECONDS = 0.5;

  private final MediaInput input;
  private final Rational timeBase;
  private final double tickSeconds;
  private final long leastForward;
  private @Nullable PictureJoins joins;
  private long last = AV_NOPTS_VALUE;
  private long lastDuration;
  private long expected = AV_NOPTS_VALUE;
  private long offset;

  /** For a stream of a file. */
  SoundClock(MediaFile file, int stream) {
    input = file.input();
    timeBase = Ffmpeg.rational(file.stream(stream).time_base());
    tickSeconds = timeBase.toDouble();
    leastForward = file.leastStepForward(stream);
  }

  /**
   * The time of the next packet, in ticks.
   *
   * @param tick what the file says, if anything; a time that does not move says nothing
   * @param duration how long the packet is
   * @param position where it is stored, in bytes
   * @throws dev.troupe.problems.BadDataException if the time is out of all range
   */
  long time(long tick, long duration, long position) {
    boolean isStated = tick != AV_NOPTS_VALUE && tick != last;
    if (tick != AV_NOPTS_VALUE && !Timeline.isInRange(tick, timeBase)) {
      throw Faults.cannotRead(
          input, "a time of its sound is out of range, %.3g s".formatted(tick * tickSeconds));
    }
    if (isStated && last != AV_NOPTS_VALUE) {
      long since = tick - last;
      if (since < 0 || since - lastDuration >= leastForward) {
        step(tick, position);
      }
    }
    long time = isStated ? tick + offset : expected;
    if (time == AV_NOPTS_VALUE) {
      time = tick == AV_NOPTS_VALUE ? 0 : tick;
    }
    last = tick != AV_NOPTS_VALUE ? tick : last;
    lastDuration = duration;
    expected = time + duration;
    return time;
  }

  private void step(long tick, long position) {
    if (joins == null) {
      joins = PictureJoins.of(input);
    }
    Optional<Double> pictures = joins.offset(position, last * tickSeconds, tick * tickSeconds);
    if (pictures.isPresent()) {
      offset = Math.round(pictures.get() / tickSeconds);
    } else if ((last + lastDuration - tick) * tickSeconds > MOST_OVERLAP_SECONDS) {
      offset = expected - tick;
    }
  }
}
