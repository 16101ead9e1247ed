package dev.troupe.jobs.batch;

import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.media.FrameRange;
import java.util.Optional;

/**
 * What is known of an item before compute.
 *
 * @param item what was asked for
 * @param source its source image
 * @param clip its driving clip
 * @param needs what it is made of; empty where it cannot be made
 * @param status how much of it there is
 */
public record InspectedItem(
    BatchItem item,
    InspectedSource source,
    InspectedClip clip,
    Optional<Needs> needs,
    Status status) {

  private static final FrameRange NOTHING = new FrameRange(0, 0);

  /**
   * What an item is made of.
   *
   * @param character the encoded source
   * @param motion the captured clip
   * @param range the clip's frames that are used, at least one
   * @param key the hash of all that decides the output's bytes: names the item's work
   */
  public record Needs(
      NeededAppearance character, NeededMotion motion, FrameRange range, String key) {}

  /** How much of an item there is. */
  public enum State {
    /** Its output is up to date. */
    DONE,
    /** An interrupted run committed some of its segments. */
    PARTLY,
    /** Nothing. */
    UNTOUCHED,
    /** It cannot be made. */
    FAILED
  }

  /**
   * How much of an item there is.
   *
   * @param state in one word
   * @param committedSegments segments that an interrupted run committed
   * @param failure why it cannot be made
   */
  public record Status(State state, int committedSegments, Optional<String> failure) {
    static final Status DONE = new Status(State.DONE, 0, Optional.empty());
    static final Status UNTOUCHED = new Status(State.UNTOUCHED, 0, Optional.empty());

    static Status partly(int committedSegments) {
      return new Status(State.PARTLY, committedSegments, Optional.empty());
    }

    static Status failed(String reason) {
      return new Status(State.FAILED, 0, Optional.of(reason));
    }
  }

  /**
   * The clip's frames that are used.
   *
   * @return an empty range where the item cannot be made
   */
  public FrameRange range() {
    return needs.map(Needs::range).orElse(NOTHING);
  }

  /**
   * How many segments its video has.
   *
   * @return 0 where the item cannot be made
   */
  public int segments() {
    return (range().count() + RenderPlan.SEGMENT_FRAMES - 1) / RenderPlan.SEGMENT_FRAMES;
  }

  /**
   * How much of it there is.
   *
   * @return in one word
   */
  public State state() {
    return status.state();
  }

  /**
   * Whether it will be made, in whole or in part.
   *
   * @return false where it is up to date or cannot be made
   */
  public boolean isOpen() {
    return state() == State.UNTOUCHED || state() == State.PARTLY;
  }

  /**
   * Segments that an interrupted run committed.
   *
   * @return at most {@link #segments}
   */
  public int committedSegments() {
    return status.committedSegments();
  }

  /**
   * Why it cannot be made.
   *
   * @return one sentence
   */
  public Optional<String> failure() {
    return status.failure();
  }

  /** The same item, found to be otherwise. */
  InspectedItem with(Status changed) {
    return new InspectedItem(item, source, clip, needs, changed);
  }
}
