package dev.troupe.synthesis;

/**
 * What a puppet does at one moment.
 *
 * @param head where the head is and looks
 * @param eyes gaze and eyelids
 * @param brows eyebrows
 * @param mouth jaw and lips
 */
public record Pose(HeadPose head, EyePose eyes, BrowPose brows, MouthPose mouth) {
  /** Facing the viewer, eyes open, mouth shut: how source images are drawn. */
  public static final Pose REST =
      new Pose(HeadPose.REST, EyePose.REST, BrowPose.REST, MouthPose.REST);

  static double checked(String what, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "a pose's %s must be %s to %s, found %s".formatted(what, low, high, value));
    }
    return value;
  }
}
