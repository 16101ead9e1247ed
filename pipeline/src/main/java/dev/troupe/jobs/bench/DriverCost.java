package dev.troupe.jobs.bench;

import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** What a task costs beside its work: tasks that do nothing, counted by the wall clock. */
final class DriverCost {
  private static final int TASKS = 500;

  private DriverCost() {}

  /**
   * Includes what the executor in the same process does to start a task, so it is too much rather
   * than too little.
   */
  static double secondsPerTask(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    run(context, TASKS / 10);
    long begin = System.nanoTime();
    run(context, TASKS);
    return (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1) / TASKS;
  }

  private static void run(JavaSparkContext context, int tasks) {
    context.parallelize(Collections.nCopies(tasks, 1), tasks).count();
  }
}
