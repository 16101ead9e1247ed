package dev.troupe.jobs;

import dev.troupe.inference.DeviceMemory;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.LongAccumulator;

/**
 * What tasks count: frames finished, and where their time went, waiting for one another left out.
 * Spark adds the numbers up on the driver; a repeated task counts once for each attempt. For the
 * thread that Spark runs the task on.
 */
public final class Meter implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LongAccumulator detectedFrames;
  private final LongAccumulator renderedFrames;
  private final LongAccumulator decodeNanos;
  private final LongAccumulator detectNanos;
  private final LongAccumulator generateNanos;
  private final LongAccumulator encodeNanos;
  private final PeakByDevice deviceMemory = new PeakByDevice();

  /** Where a task's time goes. */
  public enum Work {
    /** Decoding and scaling. */
    DECODE,
    /** The keypoint detector. */
    DETECT,
    /** The frame generator. */
    GENERATE,
    /** Drawing and encoding. */
    ENCODE
  }

  /**
   * A meter at zero.
   *
   * @param context the running application
   */
  public Meter(SparkContext context) {
    detectedFrames = context.longAccumulator("frames detected");
    renderedFrames = context.longAccumulator("frames rendered");
    decodeNanos = context.longAccumulator("decode ns");
    detectNanos = context.longAccumulator("detect ns");
    generateNanos = context.longAccumulator("generate ns");
    encodeNanos = context.longAccumulator("encode ns");
    context.register(deviceMemory, "device memory");
  }

  /**
   * Runs a piece of work and adds its time.
   *
   * @param <T> what it gives
   * @param work its kind
   * @param task the work
   * @return what it gave
   */
  public <T> T time(Work work, Supplier<T> task) {
    long begin = System.nanoTime();
    try {
      return task.get();
    } finally {
      nanos(work).add(System.nanoTime() - begin);
    }
  }

  /**
   * Adds time that was measured elsewhere, on a thread beside the task's.
   *
   * @param work its kind
   * @param nanos nanoseconds
   */
  public void add(Work work, long nanos) {
    nanos(work).add(nanos);
  }

  /**
   * Looks at the memory in use of a task's GPU; nothing where it has none.
   *
   * @param device as in "gpu0" or "cpu"
   */
  public void lookAtDevice(String device) {
    DeviceMemory.used(device)
        .ifPresent(
            bytes -> {
              String executor = SparkEnv.get().executorId();
              deviceMemory.add(
                  new PeakByDevice.Seen("executor %s, %s".formatted(executor, device), bytes));
            });
  }

  /**
   * The most memory of each GPU that tasks saw in use, by all processes that share it.
   *
   * @return bytes, by words for executor and device; empty where no GPU computed
   */
  public Map<String, Long> deviceMemory() {
    return new TreeMap<>(deviceMemory.value());
  }

  /**
   * Counts frames whose keypoints were found.
   *
   * @param frames how many more
   */
  public void detected(long frames) {
    detectedFrames.add(frames);
  }

  /**
   * Counts generated frames.
   *
   * @param frames how many more
   */
  public void rendered(long frames) {
    renderedFrames.add(frames);
  }

  /**
   * Frames whose keypoints were found so far.
   *
   * @param running knows the tasks that still run
   * @return those of running tasks included
   */
  public long detectedFrames(RunningTasks running) {
    return detectedFrames.sum() + running.sum(detectedFrames.id());
  }

  /**
   * Frames generated so far.
   *
   * @param running knows the tasks that still run
   * @return those of running tasks included
   */
  public long renderedFrames(RunningTasks running) {
    return renderedFrames.sum() + running.sum(renderedFrames.id());
  }

  /**
   * Task time so far, by kind of work, added over all tasks.
   *
   * @return seconds
   */
  public Seconds seconds() {
    return new Seconds(
        seconds(Work.DECODE), seconds(Work.DETECT), seconds(Work.GENERATE), seconds(Work.ENCODE));
  }

  /**
   * Task time by kind of work.
   *
   * @param decode seconds of decoding and scaling
   * @param detect seconds in the keypoint detector
   * @param generate seconds in the frame generator
   * @param encode seconds of drawing and encoding
   */
  public record Seconds(double decode, double detect, double generate, double encode) {}

  private double seconds(Work work) {
    return nanos(work).sum() / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private LongAccumulator nanos(Work work) {
    return switch (work) {
      case DECODE -> decodeNanos;
      case DETECT -> detectNanos;
      case GENERATE -> generateNanos;
      case ENCODE -> encodeNanos;
    };
  }
}
