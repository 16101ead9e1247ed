package dev.troupe.motion;

import java.util.Arrays;
import java.util.Comparator;

/** The smallest convex polygon around a picture's keypoints. */
public final class ConvexHull {
  private ConvexHull() {}

  /**
   * Its area, by Andrew's monotone chain.
   *
   * @param keypoints finite positions; Jacobians play no part
   * @return in squared coordinates (the whole picture is 4); 0 for fewer than three distinct
   *     positions or positions on one line
   */
  public static double area(Keypoints keypoints) {
    double[][] points = new double[keypoints.count()][];
    for (int k = 0; k < points.length; k++) {
      points[k] = new double[] {keypoints.x(k), keypoints.y(k)};
    }
    Arrays.sort(
        points, Comparator.<double[]>comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]));
    return Math.max(0, areaUnder(points, -1) + areaUnder(points, 1));
  }

  /**
   * The area between one side of the hull, walked from left to right, and the x axis: counted
   * positive for the upper side (turn 1) and negative for the lower (turn -1).
   */
  private static double areaUnder(double[][] points, int turn) {
    double[][] chain = new double[points.length][];
    int length = 0;
    for (double[] point : points) {
      while (length >= 2 && turn * cross(chain[length - 2], chain[length - 1], point) >= 0) {
        length--;
      }
      chain[length++] = point;
    }
    double area = 0;
    for (int i = 1; i < length; i++) {
      area += (chain[i][0] - chain[i - 1][0]) * (chain[i][1] + chain[i - 1][1]) / 2;
    }
    return turn * area;
  }

  /** Twice the signed area of the triangle a, b, c: positive where the way a to c turns left. */
  private static double cross(double[] a, double[] b, double[] c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  }
}
