package dev.troupe.udfs;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.UDFRegistration;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.api.java.UDF7;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;

/**
 * Keypoint functions for Spark SQL: {@link #register} once, then use them by name in any query of
 * the session; or build columns here without registering.
 *
 * <p>Keypoints are arrays of 2K numbers, x first, in [-1, 1]; Jacobians arrays of 4K, each
 * keypoint's 2x2 matrix by rows, or empty where a model estimates none. Any type of number is
 * taken, results are float; measures are double. If an argument is null, so is the result. Arrays
 * of wrong length, or that belong to different models, fail the query with a sentence that names
 * the function. {@code docs/sql.md} has an example for each.
 *
 * <p>Where the RAPIDS Accelerator is on the class path, the functions are ones that it can run on a
 * GPU, provided that this JAR was built with the Maven profile {@code rapids}.
 */
public final class KeypointFunctions {
  private KeypointFunctions() {}

  /**
   * Makes all functions known to a session by their names, {@code troupe_transfer_relative} and so
   * on.
   *
   * @param session any session; registering again changes nothing
   */
  public static void register(SparkSession session) {
    for (KeypointFunction function : KeypointFunction.values()) {
      register(session.udf(), function);
    }
  }

  /**
   * The source's keypoints moved as the driving frame's moved since the reference frame ({@link
   * dev.troupe.motion.MotionTransfer#relative}).
   *
   * @param source the source image's keypoints
   * @param reference the reference frame's
   * @param driving the driving frame's
   * @param adaptScale boolean: whether movements are scaled to the source's size
   * @return struct of {@code keypoints} and {@code jacobians}; the query fails where a Jacobian of
   *     the reference frame is singular
   */
  public static Column transferRelative(
      KeypointColumns source,
      KeypointColumns reference,
      KeypointColumns driving,
      Column adaptScale) {
    return column(
        KeypointFunction.TRANSFER_RELATIVE,
        source.keypoints(),
        source.jacobians(),
        reference.keypoints(),
        reference.jacobians(),
        driving.keypoints(),
        driving.jacobians(),
        adaptScale);
  }

  /**
   * The driving frame's keypoints as they are ({@link dev.troupe.motion.MotionTransfer#absolute}).
   *
   * @param driving the driving frame's keypoints
   * @return struct of {@code keypoints} and {@code jacobians}
   */
  public static Column transferAbsolute(KeypointColumns driving) {
    return column(KeypointFunction.TRANSFER_ABSOLUTE, driving.keypoints(), driving.jacobians());
  }

  /**
   * Keypoints and Jacobians between those of two pictures ({@link
   * dev.troupe.motion.Interpolation}).
   *
   * @param a one picture's keypoints
   * @param b another's
   * @param weight number in [0, 1]: b's share
   * @return struct of {@code keypoints} and {@code jacobians}
   */
  public static Column interpolate(KeypointColumns a, KeypointColumns b, Column weight) {
    return column(
        KeypointFunction.INTERPOLATE,
        a.keypoints(),
        a.jacobians(),
        b.keypoints(),
        b.jacobians(),
        weight);
  }

  /**
   * The area of the smallest convex polygon around keypoints ({@link
   * dev.troupe.motion.ConvexHull}).
   *
   * @param keypoints array of 2K numbers
   * @return double; the whole picture is 4
   */
  public static Column hullArea(Column keypoints) {
    return column(KeypointFunction.HULL_AREA, keypoints);
  }

  /**
   * How much larger the source's subject is than the driving one ({@link
   * dev.troupe.motion.MovementScale}).
   *
   * @param sourceKeypoints array of 2K numbers
   * @param referenceKeypoints array of numbers
   * @return double; 1 where either has no size
   */
  public static Column movementScale(Column sourceKeypoints, Column referenceKeypoints) {
    return column(KeypointFunction.MOVEMENT_SCALE, sourceKeypoints, referenceKeypoints);
  }

  /**
   * The matrix product for each keypoint.
   *
   * @param left array of 4K numbers
   * @param right array of 4K numbers: what is applied first
   * @return array of 4K floats
   */
  public static Column jacobianProduct(Column left, Column right) {
    return column(KeypointFunction.JACOBIAN_PRODUCT, left, right);
  }

  /**
   * The inverse matrix for each keypoint.
   *
   * @param jacobians array of 4K numbers
   * @return array of 4K floats; the query fails where a matrix is singular
   */
  public static Column jacobianInverse(Column jacobians) {
    return column(KeypointFunction.JACOBIAN_INVERSE, jacobians);
  }

  /**
   * The mean distance of corresponding keypoints ({@link dev.troupe.motion.KeypointDistance}).
   *
   * @param a array of 2K numbers
   * @param b array of 2K numbers
   * @return double; the picture's side is 2
   */
  public static Column keypointDistance(Column a, Column b) {
    return column(KeypointFunction.KEYPOINT_DISTANCE, a, b);
  }

  /**
   * How far two poses differ, whatever their places and sizes ({@link
   * dev.troupe.motion.PoseDistance}).
   *
   * @param a array of 2K numbers
   * @param b array of 2K numbers
   * @return double; infinite where a pose has no size
   */
  public static Column poseDistance(Column a, Column b) {
    return column(KeypointFunction.POSE_DISTANCE, a, b);
  }

  /**
   * How much keypoints tremble over three frames in a row ({@link dev.troupe.motion.Jitter}).
   *
   * @param previous array of 2K numbers
   * @param current array of 2K numbers
   * @param next array of 2K numbers
   * @return double, in coordinates per squared frame
   */
  public static Column jitter(Column previous, Column current, Column next) {
    return column(KeypointFunction.JITTER, previous, current, next);
  }

  private static Column column(KeypointFunction function, Column... arguments) {
    RowUdf udf = BestForm.of(function);
    UserDefinedFunction defined =
        switch (arguments.length) {
          case 1 -> functions.udf((UDF1<?, ?>) udf, function.type());
          case 2 -> functions.udf((UDF2<?, ?, ?>) udf, function.type());
          case 3 -> functions.udf((UDF3<?, ?, ?, ?>) udf, function.type());
          case 5 -> functions.udf((UDF5<?, ?, ?, ?, ?, ?>) udf, function.type());
          default -> functions.udf((UDF7<?, ?, ?, ?, ?, ?, ?, ?>) udf, function.type());
        };
    return defined.withName(function.sqlName()).apply(arguments);
  }

  private static void register(UDFRegistration session, KeypointFunction function) {
    RowUdf udf = BestForm.of(function);
    String name = function.sqlName();
    switch (function.parameters().size()) {
      case 1 -> session.register(name, (UDF1<?, ?>) udf, function.type());
      case 2 -> session.register(name, (UDF2<?, ?, ?>) udf, function.type());
      case 3 -> session.register(name, (UDF3<?, ?, ?, ?>) udf, function.type());
      case 5 -> session.register(name, (UDF5<?, ?, ?, ?, ?, ?>) udf, function.type());
      default -> session.register(name, (UDF7<?, ?, ?, ?, ?, ?, ?, ?>) udf, function.type());
    }
  }
}
