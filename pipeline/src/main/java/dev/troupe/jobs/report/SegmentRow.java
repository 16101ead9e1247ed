package dev.troupe.jobs.report;

import java.time.Instant;

/**
 * A segment that this run rendered.
 *
 * @param item the item's number in the run
 * @param segment its number in the video, from 0
 * @param frames how many it has
 * @param work who rendered it and when
 */
public record SegmentRow(int item, int segment, int frames, Work work) {
  /**
   * Who rendered it and when.
   *
   * @param seconds how long the task worked on it
   * @param ended when it was committed
   * @param executor which executor did it
   */
  public record Work(double seconds, Instant ended, String executor) {}
}
