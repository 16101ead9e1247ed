package dev.troupe.evaluation;

import dev.troupe.evaluation.metrics.PixelDistance;
import java.util.EnumMap;
import java.util.Map;

/**
 * Running means of one contender on one video; for PSNR of squared differences, decibels being made
 * of their mean.
 */
final class Scores {
  private final Map<Metric, double[]> sums = new EnumMap<>(Metric.class);

  /** Adds a frame's number; NaN is left out. */
  void add(Metric metric, double value) {
    if (!Double.isNaN(value)) {
      double[] sum = sums.computeIfAbsent(metric, any -> new double[2]);
      sum[0] += value;
      sum[1]++;
    }
  }

  /** Adds a point: to the distances if it was found, and to the missing rate in any case. */
  void addPoint(Metric distances, Metric rate, double distance, boolean missing) {
    add(rate, missing ? 1 : 0);
    if (!missing) {
      add(distances, distance);
    }
  }

  /** The means of what was added. */
  Map<Metric, Double> means() {
    Map<Metric, Double> means = new EnumMap<>(Metric.class);
    sums.forEach(
        (metric, sum) -> {
          double mean = sum[0] / sum[1];
          means.put(metric, metric == Metric.PSNR ? PixelDistance.decibels(mean) : mean);
        });
    return means;
  }
}
