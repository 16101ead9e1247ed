package dev.troupe.jobs.batch;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a task says of a segment.
 *
 * @param work the item's number in its group
 * @param segment its number in the video, from 0
 * @param frames how many it has
 * @param task who rendered it and when
 * @param failure why it cannot be rendered: the item fails
 */
record SegmentOutcome(int work, int segment, int frames, Task task, @Nullable String failure)
    implements Serializable {

  /**
   * Who rendered a segment and when.
   *
   * @param seconds how long it took
   * @param endedMillis when it was committed, after 1970
   * @param executor on which executor
   */
  record Task(double seconds, long endedMillis, String executor) implements Serializable {}
}
