package dev.troupe.jobs.batch;

import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.media.FrameRange;
import java.util.Optional;

/**
 * What is known of an item before compute.
 *
 * @param item what was asked for
 * @param source its source image
 * @param clip its driving clip
 * @param range the clip's frames that are used; empty range where it failed
 * @param state how much of it there is
 * @param committedSegments segments that an interrupted run committed
 * @param failure why it cannot be made
 */
public record InspectedItem(
    BatchItem item,
    InspectedSource source,
    InspectedClip clip,
    FrameRange range,
    State state,
    int committedSegments,
    Optional<String> failure) {

  /** How much of an item there is. */
  public enum State {
    /** Its output is up to date. */
    DONE,
    /** An interrupted run committed some of its segments. */
    PARTLY,
    /** Nothing. */
    TODO,
    /** It cannot be made. */
    FAILED
  }
}
