package dev.troupe.source;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of the data source {@code video}. */
public final class VideoSchema {
  /** The clip's path or URI. */
  public static final String CLIP = "clip";

  /** The frame's place in the clip, from 0, in order of presentation. */
  public static final String INDEX = "index";

  /** The presentation time as an exact fraction of seconds. */
  public static final String TIME = "time";

  /** Whether decoding can start at this frame. */
  public static final String KEY_FRAME = "key_frame";

  /** The pixels in Spark's image schema. */
  public static final String IMAGE = "image";

  /**
   * A column that is there only for who names it, like a hidden file: the nanoseconds it took to
   * decode and scale the frame, on whichever thread; null where no image is read.
   */
  public static final String DECODE_NANOS = "_decode_nanos";

  /** OpenCV's code for three unsigned bytes per pixel, as Spark's image schema writes it. */
  public static final int MODE_8UC3 = 16;

  /** An exact time: seconds = numerator / denominator, in lowest terms. */
  public static final StructType TIME_TYPE =
      new StructType()
          .add("numerator", DataTypes.LongType, false)
          .add("denominator", DataTypes.LongType, false);

  /**
   * Spark's image schema: origin, height, width, nChannels, mode, data (BGR, rows from the top).
   */
  public static final StructType IMAGE_TYPE =
      new StructType()
          .add("origin", DataTypes.StringType, true)
          .add("height", DataTypes.IntegerType, false)
          .add("width", DataTypes.IntegerType, false)
          .add("nChannels", DataTypes.IntegerType, false)
          .add("mode", DataTypes.IntegerType, false)
          .add("data", DataTypes.BinaryType, false);

  /** One row per frame. */
  public static final StructType ROW =
      new StructType()
          .add(CLIP, DataTypes.StringType, false)
          .add(INDEX, DataTypes.IntegerType, false)
          .add(TIME, TIME_TYPE, false)
          .add(KEY_FRAME, DataTypes.BooleanType, false)
          .add(IMAGE, IMAGE_TYPE, true);

  private VideoSchema() {}
}
