package dev.troupe.motion;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The keypoints of one picture: K positions and, where the model estimates them, the local affine
 * transformation (Jacobian) around each.
 *
 * <p>Positions are (x, y) pairs in [-1, 1], x first, -1 and 1 at the centres of the corner pixels;
 * Jacobians are row-major 2x2 matrices. Immutable.
 */
public final class Keypoints implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] values;
  private final float[] jacobians;

  /**
   * Copies and checks.
   *
   * @param values 2K coordinates
   * @param jacobians 4K matrix elements, or none where the model estimates none
   * @throws IllegalArgumentException if the lengths do not belong together
   */
  public Keypoints(float[] values, float[] jacobians) {
    if (values.length == 0 || values.length % 2 != 0) {
      throw new IllegalArgumentException(
          "keypoints are pairs of coordinates, found " + values.length + " numbers");
    }
    if (jacobians.length != 0 && jacobians.length != 2 * values.length) {
      throw new IllegalArgumentException(
          "%d keypoints have %d Jacobian elements or none, found %d"
              .formatted(values.length / 2, 2 * values.length, jacobians.length));
    }
    this.values = values.clone();
    this.jacobians = jacobians.clone();
  }

  /**
   * How many keypoints there are (the paper's K).
   *
   * @return at least 1
   */
  public int count() {
    return values.length / 2;
  }

  /**
   * Whether each keypoint has a Jacobian.
   *
   * @return false where the model estimates none
   */
  public boolean hasJacobians() {
    return jacobians.length > 0;
  }

  /**
   * The positions.
   *
   * @return a copy, 2K numbers: x and y of each keypoint
   */
  public float[] values() {
    return values.clone();
  }

  /**
   * The Jacobians.
   *
   * @return a copy, 4K numbers: each keypoint's matrix by rows; empty where there are none
   */
  public float[] jacobians() {
    return jacobians.clone();
  }

  /**
   * A keypoint's horizontal position.
   *
   * @param keypoint its index, from 0
   * @return -1 at the left column's centre to 1 at the right column's
   */
  public float x(int keypoint) {
    return values[2 * keypoint];
  }

  /**
   * A keypoint's vertical position.
   *
   * @param keypoint its index, from 0
   * @return -1 at the top row's centre to 1 at the bottom row's
   */
  public float y(int keypoint) {
    return values[2 * keypoint + 1];
  }

  /**
   * A keypoint's Jacobian.
   *
   * @param keypoint its index, from 0
   * @return the 2x2 matrix
   * @throws IndexOutOfBoundsException where there are no Jacobians
   */
  public Matrix2 jacobian(int keypoint) {
    int at = 4 * keypoint;
    return new Matrix2(jacobians[at], jacobians[at + 1], jacobians[at + 2], jacobians[at + 3]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Keypoints that
        && Arrays.equals(values, that.values)
        && Arrays.equals(jacobians, that.jacobians);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Arrays.hashCode(jacobians);
  }

  @Override
  public String toString() {
    return count() + (hasJacobians() ? " keypoints with Jacobians" : " keypoints");
  }
}
