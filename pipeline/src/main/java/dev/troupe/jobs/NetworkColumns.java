package dev.troupe.jobs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

import dev.troupe.inference.Appearance;
import dev.troupe.inference.AppearanceEncoder;
import dev.troupe.inference.Compute;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import dev.troupe.media.Scaling;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.Keypoints;
import dev.troupe.motion.TransferMode;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.VideoSchema;
import dev.troupe.udfs.KeypointColumns;
import dev.troupe.udfs.KeypointFunctions;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The networks over columns of any DataFrame; what the ML stages are made of. */
public final class NetworkColumns {
  private static final int WHITE = 0xFFFFFF;

  // Columns on the way to the result, under names that no user's table has.
  private static final String POSE = "__troupe_pose";
  private static final String FIRST_CLIP = "__troupe_first_clip";
  private static final String FIRST_POSE = "__troupe_first_pose";
  private static final String[] FIRST = {"keypoints", "jacobians"};
  private static final String[] TRANSFERRED = {"__troupe_keypoints", "__troupe_jacobians"};

  private NetworkColumns() {}

  /**
   * Adds the two motion columns to a schema.
   *
   * @param schema any
   * @param names of positions and Jacobians
   * @return the schema with both appended
   */
  public static StructType withMotion(StructType schema, String[] names) {
    return schema
        .add(names[0], MotionTable.floats(), false)
        .add(names[1], MotionTable.floats(), false);
  }

  /**
   * Finds keypoints in an image column.
   *
   * @param rows any rows
   * @param model which model
   * @param compute device and batch
   * @param imageColumn a column of Spark's image schema, at the network's frame size
   * @param output the rows' schema with the motion columns appended
   * @return the rows with positions and Jacobians appended
   */
  public static Dataset<Row> detect(
      Dataset<Row> rows,
      ModelLocation model,
      Compute compute,
      String imageColumn,
      StructType output) {
    DetectKeypoints.Detection detection =
        new DetectKeypoints.Detection(
            model,
            model.open().manifest().network().frameSize(),
            compute,
            rows.schema().fieldIndex(imageColumn),
            output);
    return rows.mapPartitions(
        new DetectKeypoints(detection, Optional.empty()), Encoders.row(output));
  }

  /**
   * What pictures are generated from.
   *
   * @param model which model
   * @param compute device and batch
   * @param source the source image's path or URI
   * @param motionColumns the columns of positions and Jacobians
   * @param transfer what becomes of the motion
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Generation(
      ModelLocation model,
      Compute compute,
      String source,
      String[] motionColumns,
      Transferring transfer) {}

  /**
   * What becomes of a performer's motion.
   *
   * @param mode relative to the first frame of each clip, or as it is
   * @param adaptScale whether relative movements are scaled to the source's size
   */
  public record Transferring(TransferMode mode, boolean adaptScale) {}

  /**
   * Generates a picture for each row.
   *
   * @param rows any rows with two motion columns
   * @param generation what pictures are generated from
   * @param output the rows' schema with the image column appended
   * @return the rows with a picture appended
   */
  public static Dataset<Row> generate(Dataset<Row> rows, Generation generation, StructType output) {
    Appearance encoded = encode(generation);
    boolean relative = generation.transfer().mode() == TransferMode.RELATIVE;
    String[] motion = relative ? TRANSFERRED : generation.motionColumns();
    Dataset<Row> transferred = relative ? relative(rows, generation, encoded.keypoints()) : rows;
    StructType schema = transferred.schema();
    Broadcast<Appearance> appearance =
        JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext()).broadcast(encoded);
    StructType all = schema.add(output.apply(output.size() - 1));
    GenerateFrames function =
        new GenerateFrames(
            generation.model(),
            generation.compute(),
            appearance,
            new int[] {schema.fieldIndex(motion[0]), schema.fieldIndex(motion[1])},
            all);
    Dataset<Row> generated = transferred.mapPartitions(function, Encoders.row(all));
    return relative ? generated.drop(TRANSFERRED) : generated;
  }

  /** Adds motion relative to the first frame of each clip, transferred to the source. */
  private static Dataset<Row> relative(Dataset<Row> rows, Generation generation, Keypoints source) {
    Column clip = col(VideoSchema.CLIP);
    String[] motion = generation.motionColumns();
    Column pose = struct(col(motion[0]).as(FIRST[0]), col(motion[1]).as(FIRST[1]));
    Dataset<Row> first =
        rows.groupBy(clip.as(FIRST_CLIP)).agg(min_by(pose, col(VideoSchema.INDEX)).as(FIRST_POSE));
    Column transferred =
        KeypointFunctions.transferRelative(
            KeypointColumns.constant(source),
            KeypointColumns.named(FIRST_POSE + "." + FIRST[0], FIRST_POSE + "." + FIRST[1]),
            KeypointColumns.named(motion[0], motion[1]),
            lit(generation.transfer().adaptScale()));
    return rows.join(broadcast(first), clip.eqNullSafe(col(FIRST_CLIP)))
        .withColumn(POSE, transferred)
        .withColumn(TRANSFERRED[0], col(POSE + ".keypoints"))
        .withColumn(TRANSFERRED[1], col(POSE + ".jacobians"))
        .drop(FIRST_CLIP, FIRST_POSE, POSE);
  }

  private static Appearance encode(Generation generation) {
    FrameSize size = generation.model().open().manifest().network().frameSize();
    Scaling scaling = new Scaling(size, Fit.CROP);
    Picture picture = Images.read(HadoopFiles.input(generation.source()), WHITE, scaling);
    try (AppearanceEncoder encoder =
        new AppearanceEncoder(generation.model(), size, generation.compute())) {
      return encoder.encode(picture);
    }
  }
}
