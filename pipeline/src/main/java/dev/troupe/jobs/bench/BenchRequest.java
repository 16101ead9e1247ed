package dev.troupe.jobs.bench;

import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * What is measured.
 *
 * @param output the folder of the results
 * @param quick a small network and short jobs: whether all works, not how fast it is
 * @param priceHour what the machine costs an hour
 */
public record BenchRequest(Path output, boolean quick, OptionalDouble priceHour) {

  /**
   * How much of everything. Jobs in reduced precision have more frames: what a job takes besides
   * its frames weighs more where these are quick.
   */
  record Amounts(
      int referenceFrames, int frames, int reducedFrames, int manyCharacters, int executorFrames) {}

  Amounts amounts() {
    return quick ? new Amounts(2, 16, 32, 2, 16) : new Amounts(16, 96, 480, 50, 96);
  }
}
