package dev.troupe.jobs;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/** The largest number that tasks saw of each device. */
final class PeakByDevice extends AccumulatorV2<PeakByDevice.Seen, Map<String, Long>> {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, Long> peaks = new TreeMap<>();

  /** A number and whose it is. */
  record Seen(String device, long number) {}

  @Override
  public boolean isZero() {
    return peaks.isEmpty();
  }

  @Override
  public PeakByDevice copy() {
    PeakByDevice copy = new PeakByDevice();
    copy.merge(this);
    return copy;
  }

  @Override
  public void reset() {
    peaks.clear();
  }

  @Override
  public void add(Seen seen) {
    peaks.merge(seen.device(), seen.number(), Math::max);
  }

  @Override
  public void merge(AccumulatorV2<Seen, Map<String, Long>> other) {
    other.value().forEach((device, number) -> peaks.merge(device, number, Math::max));
  }

  @Override
  public Map<String, Long> value() {
    return Map.copyOf(peaks);
  }
}
