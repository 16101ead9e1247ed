package dev.troupe.jobs.report;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.source.LongAccumulatorSource$;
import org.apache.spark.util.LongAccumulator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A batch's counters among Spark's metrics, for Prometheus and every other sink that Spark is set
 * up for. Tasks count in them; they arrive at the driver when a task ends, and an attempt that
 * failed does not count.
 */
public final class TroupeMetrics implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LinkedHashMap<Counter, LongAccumulator> counters = new LinkedHashMap<>();

  /** What is counted. */
  public enum Counter {
    /** Items that this run rendered and published. */
    ITEMS_DONE("troupe.items.done"),
    /** Items that were up to date. */
    ITEMS_REUSED("troupe.items.reused"),
    /** Items that failed. */
    ITEMS_FAILED("troupe.items.failed"),
    /** Driving frames decoded and detected. */
    FRAMES_CAPTURED("troupe.frames.captured"),
    /** Frames generated. */
    FRAMES_RENDERED("troupe.frames.rendered"),
    /** Bytes of media read. */
    BYTES_READ("troupe.bytes.read"),
    /** Bytes of all files published: videos, comparisons, visualisations, pictures, sidecars. */
    BYTES_WRITTEN("troupe.bytes.written");

    private final String metric;

    Counter(String metric) {
      this.metric = metric;
    }

    /** The metric's name in Spark. */
    String metric() {
      return metric;
    }
  }

  private TroupeMetrics(Function<Counter, LongAccumulator> accumulators) {
    for (Counter counter : Counter.values()) {
      counters.put(counter, accumulators.apply(counter));
    }
  }

  /**
   * Counters at zero that nobody watches: for runs without an application.
   *
   * @return the counters, for this process alone
   */
  public static TroupeMetrics unwatched() {
    return new TroupeMetrics(counter -> new LongAccumulator());
  }

  /**
   * Counters at zero, known to Spark's metrics system from now on.
   *
   * @param context the running application; register once in it
   * @return the counters, to be handed to tasks
   */
  public static TroupeMetrics register(SparkContext context) {
    TroupeMetrics metrics = new TroupeMetrics(counter -> context.longAccumulator(counter.metric()));
    Map<String, LongAccumulator> named = new LinkedHashMap<>();
    metrics.counters.forEach((counter, accumulator) -> named.put(counter.metric(), accumulator));
    // Scala's way to call it: the class beside it has a method of the same name.
    LongAccumulatorSource$.MODULE$.register(
        context, scala.collection.immutable.Map.from(CollectionConverters.asScala(named)));
    return metrics;
  }

  /**
   * Counts, on the driver or in a task.
   *
   * @param counter what
   * @param amount how much, at least 0
   */
  public void add(Counter counter, long amount) {
    at(counter).add(amount);
  }

  /**
   * The count so far; on the driver.
   *
   * @param counter what
   * @return what was added by finished tasks and the driver
   */
  public long count(Counter counter) {
    return at(counter).sum();
  }

  private LongAccumulator at(Counter counter) {
    return java.util.Objects.requireNonNull(counters.get(counter), counter.metric());
  }
}
