package dev.troupe.udfs;

import dev.troupe.motion.ConvexHull;
import dev.troupe.motion.Interpolation;
import dev.troupe.motion.Jitter;
import dev.troupe.motion.KeypointDistance;
import dev.troupe.motion.Keypoints;
import dev.troupe.motion.Matrix2;
import dev.troupe.motion.MotionTransfer;
import dev.troupe.motion.MovementScale;
import dev.troupe.motion.PoseDistance;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The functions for one row: {@code motion}'s, on a row's arguments. */
final class RowForms {
  private RowForms() {}

  static Row transferRelative(RowArguments arguments) {
    MotionTransfer transfer =
        MotionTransfer.relative(arguments.model(0), arguments.model(2), arguments.flag(6));
    return row(transfer.apply(arguments.model(4)));
  }

  static Row transferAbsolute(RowArguments arguments) {
    return row(MotionTransfer.absolute().apply(arguments.model(0)));
  }

  static Row interpolate(RowArguments arguments) {
    return row(Interpolation.between(arguments.model(0), arguments.model(2), arguments.number(4)));
  }

  static double hullArea(RowArguments arguments) {
    return ConvexHull.area(arguments.keypoints(0));
  }

  static double movementScale(RowArguments arguments) {
    return MovementScale.of(arguments.keypoints(0), arguments.keypoints(1));
  }

  static double keypointDistance(RowArguments arguments) {
    return KeypointDistance.of(arguments.keypoints(0), arguments.keypoints(1));
  }

  static double poseDistance(RowArguments arguments) {
    return PoseDistance.of(arguments.keypoints(0), arguments.keypoints(1));
  }

  static double jitter(RowArguments arguments) {
    return Jitter.of(arguments.keypoints(0), arguments.keypoints(1), arguments.keypoints(2));
  }

  static float[] jacobianProduct(RowArguments arguments) {
    Matrix2[] left = arguments.matrices(0);
    Matrix2[] right = arguments.matrices(1);
    if (left.length != right.length) {
      throw new IllegalArgumentException(
          "Cannot multiply Jacobians of different models: expected %d matrices on the right, found %d"
              .formatted(left.length, right.length));
    }
    Matrix2[] products = new Matrix2[left.length];
    for (int k = 0; k < products.length; k++) {
      products[k] = left[k].times(right[k]);
    }
    return elements(products);
  }

  static float[] jacobianInverse(RowArguments arguments) {
    Matrix2[] jacobians = arguments.matrices(0);
    Matrix2[] inverses = new Matrix2[jacobians.length];
    for (int k = 0; k < inverses.length; k++) {
      Matrix2 jacobian = jacobians[k];
      int keypoint = k;
      inverses[k] =
          jacobian
              .inverse()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "Cannot invert the Jacobian of keypoint %d: expected an invertible matrix, found %s"
                              .formatted(keypoint, jacobian)));
    }
    return elements(inverses);
  }

  private static Row row(Keypoints keypoints) {
    return RowFactory.create(keypoints.values(), keypoints.jacobians());
  }

  private static float[] elements(Matrix2[] matrices) {
    float[] elements = new float[4 * matrices.length];
    for (int k = 0; k < matrices.length; k++) {
      elements[4 * k] = (float) matrices[k].xx();
      elements[4 * k + 1] = (float) matrices[k].xy();
      elements[4 * k + 2] = (float) matrices[k].yx();
      elements[4 * k + 3] = (float) matrices[k].yy();
    }
    return elements;
  }
}
