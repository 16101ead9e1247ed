package dev.troupe.motion;

/** How much keypoints tremble from frame to frame: what even movement does not explain. */
public final class Jitter {
  private Jitter() {}

  /**
   * The mean length of the keypoints' second difference, {@code previous - 2 * current + next}.
   *
   * @param previous the keypoints of one frame
   * @param current those of the next frame
   * @param next those of the one after
   * @return in coordinates per squared frame (the picture's side is 2); 0 for rest and for steady
   *     movement
   * @throws IllegalArgumentException if they differ in number
   */
  public static double of(Keypoints previous, Keypoints current, Keypoints next) {
    Shapes.requireSameCount(previous, current);
    Shapes.requireSameCount(current, next);
    double sum = 0;
    for (int k = 0; k < current.count(); k++) {
      sum +=
          Math.hypot(
              previous.x(k) - 2.0 * current.x(k) + next.x(k),
              previous.y(k) - 2.0 * current.y(k) + next.y(k));
    }
    return sum / current.count();
  }
}
