package dev.troupe.jobs.plan;

import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** How many cores there will be. */
final class Cluster {
  private Cluster() {}

  /** Those asked for, else those that the settings give, else those that are there. */
  static int cores(SparkContext context, OptionalInt asked) {
    if (asked.isPresent()) {
      return asked.getAsInt();
    }
    SparkConf conf = context.getConf();
    if (conf.contains("spark.cores.max")) {
      return Math.max(1, conf.getInt("spark.cores.max", 1));
    }
    int executors =
        conf.getBoolean("spark.dynamicAllocation.enabled", false)
            ? conf.getInt("spark.dynamicAllocation.maxExecutors", 0)
            : conf.getInt("spark.executor.instances", 0);
    int configured = executors * conf.getInt("spark.executor.cores", 1);
    return configured > 0 ? configured : Math.max(1, context.defaultParallelism());
  }
}
