package dev.troupe.jobs;

import org.apache.spark.SparkConf;

/**
 * What an application asks of its cluster for each executor.
 *
 * @param cores 0 for all that a worker has
 * @param memory of the heap, in MiB
 * @param gpus how many
 */
record ExecutorSize(int cores, long memory, int gpus) {
  static ExecutorSize of(SparkConf conf) {
    return new ExecutorSize(
        conf.getInt("spark.executor.cores", 0),
        conf.getSizeAsMb("spark.executor.memory", "1g"),
        conf.getInt("spark.executor.resource.gpu.amount", 0));
  }

  @Override
  public String toString() {
    return "%s (spark.executor.cores), %d MiB (spark.executor.memory)%s"
        .formatted(
            cores == 0 ? "a worker's cores" : cores == 1 ? "1 core" : cores + " cores",
            memory,
            gpus == 0
                ? ""
                : ", %d GPU (spark.executor.resource.gpu.amount)".formatted(gpus));
  }
}
