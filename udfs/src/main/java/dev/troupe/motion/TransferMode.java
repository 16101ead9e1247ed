package dev.troupe.motion;

/** How a driving frame's keypoints become those that the frame generator is given. */
public enum TransferMode {
  /**
   * The source's own keypoints, moved as the driving frame moved since the reference frame: keeps
   * the source's proportions.
   */
  RELATIVE,
  /** The driving frame's keypoints as they are: takes over the driving subject's pose and shape. */
  ABSOLUTE
}
