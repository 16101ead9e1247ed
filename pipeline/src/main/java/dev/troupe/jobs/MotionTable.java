package dev.troupe.jobs;

import dev.troupe.motion.Keypoints;
import dev.troupe.source.VideoSchema;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.ArraySeq;

/**
 * The motion table: one row per driving frame, some 240 bytes each; all that rendering needs of a
 * clip.
 */
public final class MotionTable {
  /** K (x, y) pairs in [-1, 1]. */
  public static final String KEYPOINTS = "keypoints";

  /** K 2x2 matrices by rows; empty where the model estimates none. */
  public static final String JACOBIANS = "jacobians";

  /** clip, index, time, keypoints, jacobians. */
  public static final StructType ROW =
      new StructType()
          .add(VideoSchema.CLIP, DataTypes.StringType, false)
          .add(VideoSchema.INDEX, DataTypes.IntegerType, false)
          .add(VideoSchema.TIME, VideoSchema.TIME_TYPE, false)
          .add(KEYPOINTS, floats(), false)
          .add(JACOBIANS, floats(), false);

  private MotionTable() {}

  /**
   * The type of both motion columns.
   *
   * @return array of float without nulls
   */
  public static org.apache.spark.sql.types.DataType floats() {
    return DataTypes.createArrayType(DataTypes.FloatType, false);
  }

  /**
   * The keypoints in two columns of a row.
   *
   * @param row any row
   * @param values the index of the column of positions
   * @param jacobians the index of the column of Jacobians
   * @return the keypoints
   */
  static Keypoints keypoints(Row row, int values, int jacobians) {
    return new Keypoints(array(row, values), array(row, jacobians));
  }

  /** Numbers as a row holds them: as a list, for those who take the row as it is. */
  static Object column(float[] numbers) {
    return ArraySeq.unsafeWrapArray(numbers);
  }

  private static float[] array(Row row, int column) {
    List<Float> list = row.getList(column);
    float[] array = new float[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = list.get(i);
    }
    return array;
  }
}
