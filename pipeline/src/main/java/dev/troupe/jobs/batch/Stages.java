package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;

/**
 * What tasks of a stage ask for. Where executors have GPUs, stages that run networks ask for one,
 * or for the share that {@code spark.task.resource.gpu.amount} says; stages that only read and
 * write media ask for none, so that as many of them run as there are cores.
 */
final class Stages {
  private static final int TASKS_PER_CORE = 3;
  private static final int MOST_TASKS = 100_000;
  private static final String GPU = "gpu";
  private static final String GPUS_OF_EXECUTOR = "spark.executor.resource.gpu.amount";
  private static final String GPUS_OF_TASK = "spark.task.resource.gpu.amount";

  /** The cluster managers that schedule single stages without dynamic allocation. */
  private static final List<String> MASTERS = List.of("spark://", "yarn", "k8s://");

  private Stages() {}

  /** A stage whose tasks run networks. */
  static <T> JavaRDD<T> models(JavaRDD<T> rdd, Compute compute) {
    SparkConf conf = JavaSparkContext.fromSparkContext(rdd.context()).getConf();
    if (!areScheduled(conf) || !compute.device().startsWith(GPU)) {
      return rdd;
    }
    double share = conf.getDouble(GPUS_OF_TASK, 1);
    return rdd.withResources(profile(new TaskResourceRequests().cpus(1).resource(GPU, share)));
  }

  /** A stage whose tasks only read and write media. */
  static <T> JavaRDD<T> media(JavaRDD<T> rdd) {
    SparkConf conf = JavaSparkContext.fromSparkContext(rdd.context()).getConf();
    return areScheduled(conf)
        ? rdd.withResources(profile(new TaskResourceRequests().cpus(1)))
        : rdd;
  }

  private static ResourceProfile profile(TaskResourceRequests requests) {
    return new ResourceProfileBuilder().require(requests).build();
  }

  private static boolean areScheduled(SparkConf conf) {
    String master = conf.get("spark.master", "");
    return conf.contains(GPUS_OF_EXECUTOR) && MASTERS.stream().anyMatch(master::startsWith);
  }

  /** How many tasks run at once. */
  static int cores(JavaSparkContext context) {
    return Math.max(1, context.defaultParallelism());
  }

  /** Into how many tasks work is divided that has so many parts. */
  static int tasks(JavaSparkContext context, long parts, long partsPerTask) {
    long tasks =
        Math.max((long) TASKS_PER_CORE * cores(context), parts / Math.max(1, partsPerTask));
    return (int) Math.max(1, Math.min(Math.min(tasks, parts), MOST_TASKS));
  }
}
