package dev.troupe.motion;

/** Chooses the driving frame that relative motion starts from. */
public final class ReferenceFrame {
  private ReferenceFrame() {}

  /**
   * The driving frame whose pose is nearest to the source's by {@link PoseDistance}; among equals
   * the first, and the first of all where no frame has a comparable pose.
   *
   * @param source the source image's keypoints
   * @param driving the keypoints of every driving frame, in order; read once
   * @return the frame's index, from 0
   * @throws IllegalArgumentException if there is no frame, or one has another number of keypoints
   */
  public static int best(Keypoints source, Iterable<Keypoints> driving) {
    int best = 0;
    int index = 0;
    double least = Double.POSITIVE_INFINITY;
    for (Keypoints frame : driving) {
      double distance = PoseDistance.of(source, frame);
      if (distance < least) {
        least = distance;
        best = index;
      }
      index++;
    }
    if (index == 0) {
      throw new IllegalArgumentException(
          "Cannot choose a reference frame: expected at least one driving frame, found none");
    }
    return best;
  }
}
