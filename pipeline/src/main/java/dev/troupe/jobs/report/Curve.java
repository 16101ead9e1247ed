package dev.troupe.jobs.report;

import dev.troupe.jobs.quality.FrameMetrics;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One metric over an item's frames, in few enough points for a small drawing: each is the worst of
 * its frames, so that no single bad frame is lost.
 *
 * @param points NaN where nothing was measured
 * @param mean over the frames that were measured, NaN without any
 * @param worst the largest, NaN without any
 * @param worstTime when that was, in seconds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by value
record Curve(float[] points, double mean, double worst, double worstTime) {
  static final int MOST_POINTS = 60;

  static Curve of(List<FrameMetrics> frames, ToDoubleFunction<FrameMetrics> metric) {
    float[] points = new float[Math.min(MOST_POINTS, frames.size())];
    java.util.Arrays.fill(points, Float.NaN);
    double sum = 0;
    long measured = 0;
    double worst = Double.NaN;
    double worstTime = Double.NaN;
    for (int i = 0; i < frames.size(); i++) {
      double value = metric.applyAsDouble(frames.get(i));
      if (Double.isNaN(value)) {
        continue;
      }
      sum += value;
      measured++;
      int at = (int) ((long) i * points.length / frames.size());
      points[at] = Float.isNaN(points[at]) ? (float) value : Math.max(points[at], (float) value);
      if (!(worst >= value)) {
        worst = value;
        worstTime = frames.get(i).time();
      }
    }
    return new Curve(points, measured == 0 ? Double.NaN : sum / measured, worst, worstTime);
  }

  boolean isMeasured() {
    return !Double.isNaN(worst);
  }
}
