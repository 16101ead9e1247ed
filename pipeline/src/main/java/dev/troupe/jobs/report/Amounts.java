package dev.troupe.jobs.report;

import java.util.Optional;

/**
 * How much a batch is: planned before, measured after.
 *
 * @param inputs what it is made of
 * @param frames how many frames
 * @param effort what it takes
 * @param bytes what is read and written
 */
public record Amounts(Inputs inputs, Frames frames, Effort effort, Bytes bytes) {
  /**
   * What a batch is made of.
   *
   * @param items all items
   * @param itemsDone those up to date before the run
   * @param clips driving clips of different content
   * @param characters source images of different content
   */
  public record Inputs(long items, long itemsDone, long clips, long characters) {}

  /**
   * How many frames.
   *
   * @param all of the videos
   * @param toCapture those whose motion is not in the library
   * @param toRender those not committed by earlier runs
   */
  public record Frames(long all, long toCapture, long toRender) {}

  /**
   * What it takes.
   *
   * @param computeHours the tasks' time together
   * @param wallSeconds from first to last
   * @param cores of the executors together
   * @param cost at the given price; empty without one
   */
  public record Effort(double computeHours, double wallSeconds, int cores, Optional<Double> cost) {}

  /**
   * What is read and written.
   *
   * @param read bytes
   * @param written bytes
   */
  public record Bytes(long read, long written) {}
}
