package dev.troupe.jobs;

import dev.troupe.media.Rational;
import java.util.List;
import java.util.Optional;

/**
 * What an animation gave.
 *
 * @param outputs what was published: the video first, then comparison, visualisation, frames and
 *     the report, as far as they were wanted
 * @param frames how many frames the video has
 * @param duration its length in seconds
 * @param damage what is wrong with the driving clip, where it was used in spite of it
 * @param timing where the time went
 */
public record AnimateResult(
    List<String> outputs, int frames, Rational duration, Optional<String> damage, Timing timing) {

  /** Copies the list. */
  public AnimateResult {
    outputs = List.copyOf(outputs);
  }

  /**
   * Where the time went.
   *
   * @param wallSeconds from the start of the job to the published video
   * @param captureSeconds wall time of the stage that decodes and detects
   * @param renderSeconds wall time of the stage that generates and encodes
   * @param tasks seconds by kind of work, added over all tasks
   */
  public record Timing(
      double wallSeconds, double captureSeconds, double renderSeconds, Meter.Seconds tasks) {}
}
