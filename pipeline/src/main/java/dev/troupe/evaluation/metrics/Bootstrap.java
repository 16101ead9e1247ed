package dev.troupe.evaluation.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;

/**
 * A mean over videos with its 95 % confidence interval: the middle 95 % of the means of many
 * samples drawn with replacement (percentile bootstrap). The same numbers and seed give the same
 * interval.
 *
 * @param mean of all videos
 * @param low the interval's lower end
 * @param high its upper end
 * @param count of videos
 */
public record Bootstrap(double mean, double low, double high, int count) {
  private static final int RESAMPLES = 2000;
  private static final double TAIL = 0.025;

  /**
   * The mean of numbers, NaN left out.
   *
   * @param numbers one per video
   * @param seed of the samples
   * @return mean and interval; NaN where there is no number
   */
  public static Bootstrap of(double[] numbers, long seed) {
    double[] known = Arrays.stream(numbers).filter(each -> !Double.isNaN(each)).toArray();
    if (known.length == 0) {
      return new Bootstrap(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int k = 0; k < known.length; k++) {
        sum += known[random.nextInt(known.length)];
      }
      means[i] = sum / known.length;
    }
    Arrays.sort(means);
    int low = (int) Math.floor(TAIL * (RESAMPLES - 1));
    return new Bootstrap(
        Arrays.stream(known).sum() / known.length,
        means[low],
        means[RESAMPLES - 1 - low],
        known.length);
  }

  /**
   * The interval as text.
   *
   * @param format of a number
   * @return as in " [1.2, 3.4]"; empty where there are not two numbers
   */
  public String interval(DoubleFunction<String> format) {
    return count > 1 ? " [%s, %s]".formatted(format.apply(low), format.apply(high)) : "";
  }
}
