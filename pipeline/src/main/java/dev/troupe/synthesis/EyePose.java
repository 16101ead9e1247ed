package dev.troupe.synthesis;

/**
 * Gaze and eyelids. Left and right are the viewer's.
 *
 * @param gazeX to the viewer's right, -1 to 1
 * @param gazeY down, -1 to 1
 * @param leftLid how far the left eye is shut: 1 shut, 0 at rest, -0.5 wide open
 * @param rightLid the same of the right eye
 */
public record EyePose(double gazeX, double gazeY, double leftLid, double rightLid) {
  /** Open, looking straight ahead. */
  public static final EyePose REST = new EyePose(0, 0, 0, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is outside its range
   */
  public EyePose {
    PoseRange.checked("horizontal gaze", gazeX, -1, 1);
    PoseRange.checked("vertical gaze", gazeY, -1, 1);
    PoseRange.checked("left eyelid", leftLid, -0.5, 1);
    PoseRange.checked("right eyelid", rightLid, -0.5, 1);
  }

  double lid(int side) {
    return side < 0 ? leftLid : rightLid;
  }
}
