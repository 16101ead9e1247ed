package dev.troupe.udfs;

import dev.troupe.motion.Keypoints;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The two columns that describe a picture's keypoints.
 *
 * @param keypoints array of 2K numbers: x and y of each keypoint, in [-1, 1]
 * @param jacobians array of 4K numbers: each keypoint's 2x2 matrix by rows; or of none
 */
public record KeypointColumns(Column keypoints, Column jacobians) {
  /**
   * A table's columns.
   *
   * @param keypoints the name of the column of positions
   * @param jacobians the name of the column of Jacobians
   * @return references to them
   */
  public static KeypointColumns named(String keypoints, String jacobians) {
    return new KeypointColumns(functions.col(keypoints), functions.col(jacobians));
  }

  /**
   * The same keypoints for every row, such as a source image's.
   *
   * @param keypoints whose values become literals
   * @return columns of constants
   */
  public static KeypointColumns constant(Keypoints keypoints) {
    return new KeypointColumns(
        functions.lit(keypoints.values()), functions.lit(keypoints.jacobians()));
  }
}
