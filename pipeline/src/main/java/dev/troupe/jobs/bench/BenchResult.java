package dev.troupe.jobs.bench;

import java.util.List;
import java.util.Map;

/**
 * What was measured in one run.
 *
 * @param machine what it ran on
 * @param reference the loop without Troupe
 * @param stages one core's speed in each network
 * @param training training steps beside the paper's implementation's own
 * @param jobs whole jobs, from decoding to the finished files
 * @param memory peak memory by clip length
 * @param scale simulated clusters
 * @param faults what could not be measured, and why
 * @param ratios what the jobs come to beside the reference loop, by name
 */
public record BenchResult(
    Machine machine,
    Reference reference,
    List<Stage> stages,
    List<Training> training,
    List<Job> jobs,
    List<Memory> memory,
    Scale scale,
    List<String> faults,
    Map<String, Double> ratios) {

  /**
   * The machine.
   *
   * @param processor its name
   * @param cores how many the process may use
   * @param memoryBytes main memory
   * @param system operating system and Java
   * @param engine what computes the networks
   * @param peakGigaflops measured matrix rate of one thread by precision
   */
  public record Machine(
      String processor,
      int cores,
      long memoryBytes,
      String system,
      String engine,
      Map<String, Double> peakGigaflops) {}

  /**
   * The reference loop.
   *
   * @param network which network both ran
   * @param threads PyTorch's
   * @param framesPerSecond by the wall clock, without decoding and encoding
   * @param gigaflopPerFrame in convolutions
   * @param largestDifference of a colour, of 1, between its frames and Troupe's by precision
   * @param psnr in dB between its frames and Troupe's by precision
   */
  public record Reference(
      String network,
      int threads,
      double framesPerSecond,
      double gigaflopPerFrame,
      Map<String, Double> largestDifference,
      Map<String, Double> psnr) {}

  /**
   * A network on one core.
   *
   * @param name which
   * @param precision its convolutions'
   * @param batch frames per call
   * @param millisecondsPerFrame processor time, with what it takes to bring pixels in and out
   * @param gigaflops reached
   * @param shareOfPeak of the matrix rate in the same precision
   */
  public record Stage(
      String name,
      String precision,
      int batch,
      double millisecondsPerFrame,
      double gigaflops,
      double shareOfPeak) {}

  /**
   * A kind of training step: forward, backward and optimisers on a batch that is ready.
   *
   * @param name the paper's implementation's, or Troupe's by the precision of its convolutions
   * @param stepsPerSecond by the wall clock
   * @param processorSeconds of one step, all threads added
   * @param besideReference how many times as fast as the paper's implementation's
   */
  public record Training(
      String name, double stepsPerSecond, double processorSeconds, double besideReference) {}

  /**
   * A whole job.
   *
   * @param characters source images
   * @param precision the generator's
   * @param executors single-core ones
   * @param processes whether each executor is a process of its own, or a slot of one process
   * @param frames rendered
   * @param wallSeconds from the first look at the inputs to the last published file
   * @param framesPerSecond rendered
   * @param networkShare of the cores' time inside networks
   * @param peakMegabytes of the whole process; of the largest executor where they are several
   * @param costPerMinute of rendered video at 25 frames a second, in the price's currency; 0
   *     without a price
   */
  public record Job(
      int characters,
      String precision,
      int executors,
      boolean processes,
      long frames,
      double wallSeconds,
      double framesPerSecond,
      double networkShare,
      long peakMegabytes,
      double costPerMinute) {
    /** The same with executors that are processes. */
    Job inProcesses() {
      return new Job(
          characters,
          precision,
          executors,
          true,
          frames,
          wallSeconds,
          framesPerSecond,
          networkShare,
          peakMegabytes,
          costPerMinute);
    }

    /**
     * How it ran.
     *
     * @return such as "2 cores" of one process or "2 executors"
     */
    public String where() {
      String name = processes ? "executor" : "core";
      return executors + " " + name + (executors == 1 ? "" : "s");
    }
  }

  /**
   * Memory of a job on the embedded model.
   *
   * @param clipFrames the driving clip's length
   * @param peakMegabytes of the whole process
   */
  public record Memory(int clipFrames, long peakMegabytes) {}

  /**
   * Clusters that were not there: simulated from measured times.
   *
   * @param taskSeconds of one segment, measured
   * @param driverMilliseconds that the driver spends on one task, measured on empty tasks
   * @param points the simulated clusters
   */
  public record Scale(double taskSeconds, double driverMilliseconds, List<Point> points) {}

  /**
   * A simulated cluster.
   *
   * @param executors single-core ones
   * @param tasks rendered segments
   * @param wallSeconds until the last task ends
   * @param efficiency of the executors
   * @param driverShare of the time that the driver is busy handing out tasks
   */
  public record Point(
      int executors, int tasks, double wallSeconds, double efficiency, double driverShare) {}
}
