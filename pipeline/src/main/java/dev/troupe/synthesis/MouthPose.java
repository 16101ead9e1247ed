package dev.troupe.synthesis;

/**
 * Jaw and lips.
 *
 * @param open how far the mouth is open, 0 to 1
 * @param width stretched wide, 1, or pursed, -1
 * @param smile corners up, 1, or down, -1
 */
public record MouthPose(double open, double width, double smile) {
  /** Shut and relaxed. */
  public static final MouthPose REST = new MouthPose(0, 0, 0.35);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is outside its range
   */
  public MouthPose {
    PoseRange.checked("mouth opening", open, 0, 1);
    PoseRange.checked("mouth width", width, -1, 1);
    PoseRange.checked("smile", smile, -1, 1);
  }
}
