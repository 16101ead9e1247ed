package dev.troupe.jobs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What tasks that still run have counted so far, from the executors' heartbeats: accumulators hear
 * of a task only when it ends, and progress should move before.
 */
public final class RunningTasks extends SparkListener implements AutoCloseable {
  private final SparkContext context;
  private final Map<Long, Map<Long, Long>> countsByTask = new ConcurrentHashMap<>();

  /**
   * Listens from now on.
   *
   * @param context the running application
   */
  public RunningTasks(SparkContext context) {
    this.context = context;
    context.addSparkListener(this);
  }

  /**
   * What running tasks have added to an accumulator.
   *
   * @param accumulator its number
   * @return the sum over all tasks that have not ended
   */
  public long sum(long accumulator) {
    return countsByTask.values().stream()
        .mapToLong(counts -> counts.getOrDefault(accumulator, 0L))
        .sum();
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    CollectionConverters.asJava(update.accumUpdates())
        .forEach(
            task -> {
              Map<Long, Long> counts = new ConcurrentHashMap<>();
              for (AccumulableInfo info : CollectionConverters.asJava(task._4())) {
                if (info.update().isDefined() && info.update().get() instanceof Long count) {
                  counts.put(info.id(), count);
                }
              }
              countsByTask.put((Long) task._1(), counts);
            });
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    countsByTask.remove(end.taskInfo().taskId());
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
