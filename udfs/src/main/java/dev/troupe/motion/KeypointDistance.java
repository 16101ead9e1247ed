package dev.troupe.motion;

/** How far the keypoints of two pictures lie apart. */
public final class KeypointDistance {
  private KeypointDistance() {}

  /**
   * The mean Euclidean distance of corresponding keypoints.
   *
   * @param a one picture's keypoints
   * @param b another picture's
   * @return in coordinates (the picture's side is 2), at least 0
   * @throws IllegalArgumentException if they differ in number
   */
  public static double of(Keypoints a, Keypoints b) {
    Shapes.requireSameCount(a, b);
    double sum = 0;
    for (int k = 0; k < a.count(); k++) {
      sum += Math.hypot((double) a.x(k) - b.x(k), (double) a.y(k) - b.y(k));
    }
    return sum / a.count();
  }
}
