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
}
