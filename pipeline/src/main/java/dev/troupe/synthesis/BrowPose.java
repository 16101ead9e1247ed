package dev.troupe.synthesis;

/**
 * Eyebrows. Left and right are the viewer's.
 *
 * @param left how far the left brow is raised, -1 (down) to 1
 * @param right the same of the right brow
 * @param frown inner ends drawn down and together, 1, or up as in worry, -1
 */
public record BrowPose(double left, double right, double frown) {
  /** Relaxed. */
  public static final BrowPose REST = new BrowPose(0, 0, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is outside its range
   */
  public BrowPose {
    PoseRange.checked("left brow", left, -1, 1);
    PoseRange.checked("right brow", right, -1, 1);
    PoseRange.checked("frown", frown, -1, 1);
  }

  double raise(int side) {
    return side < 0 ? left : right;
  }
}
