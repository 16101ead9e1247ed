package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.Progress;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;

/**
 * Where a batch runs.
 *
 * @param spark the session
 * @param compute device and batches
 * @param progress hears how far it is
 */
record Setting(SparkSession spark, Compute compute, Progress progress) {
  /** Bytes of appearances that are broadcast together. */
  static final String GROUP_BYTES = "spark.troupe.appearance.group.bytes";

  private static final String DEFAULT_GROUP_BYTES = "256m";

  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  long groupBytes() {
    return JavaUtils.byteStringAsBytes(spark.conf().get(GROUP_BYTES, DEFAULT_GROUP_BYTES));
  }
}
