package dev.troupe.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Frames rendered over time, in a bounded number of equal steps: the step doubles when there would
 * be too many.
 */
final class Throughput {
  static final int MOST_STEPS = 120;

  private TreeMap<Long, Double> frames = new TreeMap<>();
  private long stepSeconds = 1;

  /**
   * A step of time.
   *
   * @param epochSecond when it begins
   * @param framesPerSecond how fast frames were rendered, on average
   */
  record Step(long epochSecond, double framesPerSecond) {}

  /** Spreads a segment's frames evenly over the time that it took. */
  void add(SegmentRow segment) {
    double end = segment.work().ended().toEpochMilli() / 1000.0;
    double seconds = Math.max(1e-3, segment.work().seconds());
    double begin = end - seconds;
    while (tooMany(begin, end)) {
      coarsen();
    }
    for (long at = step(begin); at <= step(end); at++) {
      double from = Math.max(begin, (double) at * stepSeconds);
      double until = Math.min(end, (double) (at + 1) * stepSeconds);
      if (until > from) {
        frames.merge(at, segment.frames() * (until - from) / seconds, Double::sum);
      }
    }
  }

  /** From the first step to the last, those without frames included. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    if (!frames.isEmpty()) {
      for (long at = frames.firstKey(); at <= frames.lastKey(); at++) {
        double rendered = frames.getOrDefault(at, 0.0);
        steps.add(new Step(at * stepSeconds, rendered / stepSeconds));
      }
    }
    return steps;
  }

  private boolean tooMany(double from, double until) {
    long first = step(from);
    long last = step(until);
    if (!frames.isEmpty()) {
      first = Math.min(first, frames.firstKey());
      last = Math.max(last, frames.lastKey());
    }
    return last - first >= MOST_STEPS;
  }

  private void coarsen() {
    stepSeconds *= 2;
    TreeMap<Long, Double> coarser = new TreeMap<>();
    for (Map.Entry<Long, Double> step : frames.entrySet()) {
      coarser.merge(Math.floorDiv(step.getKey(), 2L), step.getValue(), Double::sum);
    }
    frames = coarser;
  }

  private long step(double epochSecond) {
    return (long) Math.floor(epochSecond / stepSeconds);
  }
}
