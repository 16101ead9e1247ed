package dev.troupe.jobs.batch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * Spark jobs that run at once and whose tasks' results are heard as they come, on the thread that
 * waits for them. Spark gives each task's result once, however often the task is tried.
 */
final class ConcurrentJobs implements AutoCloseable {
  private static final String POOL = "spark.scheduler.pool";

  private final JavaSparkContext context;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final List<SimpleFutureAction<BoxedUnit>> running = new ArrayList<>();

  ConcurrentJobs(JavaSparkContext context) {
    this.context = context;
  }

  /** Takes what a task gave. */
  interface Hearer<T> {
    void hear(List<T> results) throws IOException;
  }

  /** Something to be done on the waiting thread. */
  private interface Event {
    void happen() throws IOException;
  }

  /**
   * Starts a job.
   *
   * @param rdd each of its partitions becomes a task
   * @param pool the pool that it is scheduled in; null for the default one
   * @param hearer hears of every task once, from {@link #hearNext}
   */
  <T> void start(JavaRDD<T> rdd, @Nullable String pool, Hearer<T> hearer) {
    List<Object> partitions =
        IntStream.range(0, rdd.getNumPartitions()).<Object>mapToObj(Integer::valueOf).toList();
    @Nullable String before = context.getLocalProperty(POOL);
    context.setLocalProperty(POOL, pool);
    try {
      SimpleFutureAction<BoxedUnit> job =
          context
              .sc()
              .submitJob(
                  rdd.rdd(),
                  new ToList<T>(),
                  CollectionConverters.asScala(partitions).toSeq(),
                  (number, results) -> {
                    events.add(() -> hearer.hear(results));
                    return BoxedUnit.UNIT;
                  },
                  () -> BoxedUnit.UNIT);
      running.add(job);
      job.onComplete(
          ended -> {
            events.add(() -> end(job, ended));
            return BoxedUnit.UNIT;
          },
          ExecutionContext.fromExecutor(Runnable::run));
    } finally {
      context.setLocalProperty(POOL, before);
    }
  }

  /** How many jobs have not ended, or ended unheard. */
  int running() {
    return running.size();
  }

  /**
   * Waits for something to happen and hears all that has happened by then.
   *
   * @throws IOException if a job or a hearer failed
   */
  void hearNext() throws IOException {
    try {
      Event event = events.take();
      for (; event != null; event = events.poll()) {
        event.happen();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for tasks");
    }
  }

  private void end(SimpleFutureAction<BoxedUnit> job, Try<BoxedUnit> ended) throws IOException {
    running.remove(job);
    if (ended.isFailure()) {
      Throwable failure = ended.failed().get();
      if (failure instanceof RuntimeException unexpected) {
        throw unexpected;
      }
      throw new IOException(failure.getMessage(), failure);
    }
  }

  /** Cancels what still runs: nobody will hear of it. */
  @Override
  public void close() {
    running.forEach(SimpleFutureAction::cancel);
  }

  /** All rows of a partition. */
  private static final class ToList<T> extends AbstractFunction1<Iterator<T>, List<T>>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public List<T> apply(Iterator<T> rows) {
      List<T> list = new ArrayList<>();
      CollectionConverters.asJava(rows).forEachRemaining(list::add);
      return list;
    }
  }
}
