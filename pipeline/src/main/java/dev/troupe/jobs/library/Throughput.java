package dev.troupe.jobs.library;

import java.util.Objects;

/**
 * How fast a model runs, measured.
 *
 * @param model the model's content hash
 * @param device "cpu", or a GPU
 * @param captureFramesPerCoreSecond frames that one core decodes and detects in a second
 * @param renderFramesPerCoreSecond frames that one core generates and encodes in a second
 * @param overheadSecondsPerItem task time that an item takes beside its frames
 */
public record Throughput(
    String model,
    String device,
    double captureFramesPerCoreSecond,
    double renderFramesPerCoreSecond,
    double overheadSecondsPerItem) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a rate is not above zero or the overhead is negative
   */
  public Throughput {
    Objects.requireNonNull(model, "model"); // what is read from files may lack it
    Objects.requireNonNull(device, "device");
    if (!isRate(captureFramesPerCoreSecond)
        || !isRate(renderFramesPerCoreSecond)
        || !(overheadSecondsPerItem >= 0 && Double.isFinite(overheadSecondsPerItem))) {
      throw new IllegalArgumentException(
          "rates must be above zero and overheads not below, found %s, %s and %s"
              .formatted(
                  captureFramesPerCoreSecond, renderFramesPerCoreSecond, overheadSecondsPerItem));
    }
  }

  private static boolean isRate(double value) {
    return value > 0 && Double.isFinite(value);
  }
}
