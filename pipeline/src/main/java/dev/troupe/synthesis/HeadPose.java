package dev.troupe.synthesis;

/**
 * Where the head is and which way it faces. Angles are in radians.
 *
 * @param yaw to the viewer's right, -1.2 to 1.2
 * @param pitch up, -0.8 to 0.8
 * @param roll clockwise in the picture, -1.2 to 1.2
 * @param x to the right, in half frames, -2 to 2
 * @param y down, in half frames, -2 to 2
 * @param scale size, 0.2 to 4; 1 at rest
 */
public record HeadPose(double yaw, double pitch, double roll, double x, double y, double scale) {
  /** Upright in the middle, facing the viewer. */
  public static final HeadPose REST = new HeadPose(0, 0, 0, 0, 0, 1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is outside its range
   */
  public HeadPose {
    PoseRange.checked("yaw", yaw, -1.2, 1.2);
    PoseRange.checked("pitch", pitch, -0.8, 0.8);
    PoseRange.checked("roll", roll, -1.2, 1.2);
    PoseRange.checked("x", x, -2, 2);
    PoseRange.checked("y", y, -2, 2);
    PoseRange.checked("scale", scale, 0.2, 4);
  }
}
