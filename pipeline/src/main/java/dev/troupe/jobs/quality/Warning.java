package dev.troupe.jobs.quality;

/**
 * Something that will probably spoil a result.
 *
 * @param kind what it is
 * @param text the same for people, one sentence
 */
public record Warning(Kind kind, String text) {
  /** What can be wrong with a driving clip, alone or for a character. */
  public enum Kind {
    /** The picture changes as it does at a cut: the motion after it belongs to another shot. */
    JUMP_CUT,
    /** Frames too dark to see a face in. */
    BLACK_FRAMES,
    /** Nothing moves. */
    NO_MOTION,
    /** A keypoint at the picture's edge: part of the motion happens outside. */
    EDGE,
    /** The reference frame's pose is far from the source's. */
    POSE
  }

  /** The text. */
  @Override
  public String toString() {
    return text;
  }
}
