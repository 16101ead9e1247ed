package dev.troupe.source;

import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** The number of frames that were decoded and delivered, as a metric of the scan. */
public final class DecodedFrames extends CustomSumMetric {
  private static final String NAME = "framesDecoded";

  /** Called by Spark. */
  public DecodedFrames() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "number of frames decoded";
  }

  static CustomTaskMetric value(long frames) {
    return new CustomTaskMetric() {
      @Override
      public String name() {
        return NAME;
      }

      @Override
      public long value() {
        return frames;
      }
    };
  }
}
