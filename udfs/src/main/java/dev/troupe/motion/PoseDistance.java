package dev.troupe.motion;

/**
 * How far two poses differ once position and size are taken out: keypoints centred by their mean,
 * divided by the square root of their convex hull's area.
 */
public final class PoseDistance {
  private PoseDistance() {}

  /**
   * The squared distances of the normalised keypoints, summed.
   *
   * @param a one picture's keypoints
   * @param b another picture's
   * @return 0 for poses that differ in position and size alone; positive infinity where a pose has
   *     no size: fewer than three keypoints, or all on one line
   * @throws IllegalArgumentException if they differ in number
   */
  public static double of(Keypoints a, Keypoints b) {
    Shapes.requireSameCount(a, b);
    double areaA = ConvexHull.area(a);
    double areaB = ConvexHull.area(b);
    if (!(areaA >= MovementScale.SMALLEST_AREA && areaB >= MovementScale.SMALLEST_AREA)) {
      return Double.POSITIVE_INFINITY;
    }
    double[] first = normalised(a, Math.sqrt(areaA));
    double[] second = normalised(b, Math.sqrt(areaB));
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      double difference = first[i] - second[i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double[] normalised(Keypoints keypoints, double size) {
    int count = keypoints.count();
    double meanX = 0;
    double meanY = 0;
    for (int k = 0; k < count; k++) {
      meanX += (double) keypoints.x(k) / count;
      meanY += (double) keypoints.y(k) / count;
    }
    double[] normalised = new double[2 * count];
    for (int k = 0; k < count; k++) {
      normalised[2 * k] = (keypoints.x(k) - meanX) / size;
      normalised[2 * k + 1] = (keypoints.y(k) - meanY) / size;
    }
    return normalised;
  }
}
