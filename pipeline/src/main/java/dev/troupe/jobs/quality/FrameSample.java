package dev.troupe.jobs.quality;

import dev.troupe.media.Picture;
import dev.troupe.motion.Keypoints;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the task that holds a driving frame says of it, for {@link FrameQuality} to compare with its
 * neighbours.
 *
 * @param edge the smallest distance of a keypoint to the picture's edge, the picture's side being
 *     2; negative outside
 * @param thumbnail the frame's brightness, {@value #SIDE} by {@value #SIDE} cells by rows, a byte
 *     each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by value
public record FrameSample(float edge, byte[] thumbnail) {
  static final int SIDE = 16;

  /** edge, thumbnail: 260 bytes a frame. */
  public static final StructType COLUMNS =
      new StructType()
          .add("edge", DataTypes.FloatType, false)
          .add("thumbnail", DataTypes.BinaryType, false);

  /**
   * Checks the thumbnail's size.
   *
   * @throws IllegalArgumentException if it has another one
   */
  public FrameSample {
    if (thumbnail.length != SIDE * SIDE) {
      throw new IllegalArgumentException(
          "a thumbnail has %d cells, found %d".formatted(SIDE * SIDE, thumbnail.length));
    }
  }

  /**
   * Looks at a frame.
   *
   * @param picture its pixels at the network's size
   * @param keypoints what was found in it
   * @return the sample
   */
  public static FrameSample of(Picture picture, Keypoints keypoints) {
    return new FrameSample(edge(keypoints), Thumbnail.of(picture, SIDE));
  }

  /**
   * The sample in a row.
   *
   * @param row a row
   * @param column the index of its column {@code edge}; {@code thumbnail} is the next one
   * @return the sample
   */
  public static FrameSample from(Row row, int column) {
    return new FrameSample(row.getFloat(column), row.<byte[]>getAs(column + 1));
  }

  /**
   * The values of {@link #COLUMNS}.
   *
   * @return one for each column, in order
   */
  public Object[] values() {
    return new Object[] {edge, thumbnail};
  }

  static float edge(Keypoints keypoints) {
    float nearest = Float.POSITIVE_INFINITY;
    for (int k = 0; k < keypoints.count(); k++) {
      float farther = Math.max(Math.abs(keypoints.x(k)), Math.abs(keypoints.y(k)));
      nearest = Math.min(nearest, 1 - farther);
    }
    return nearest;
  }
}
