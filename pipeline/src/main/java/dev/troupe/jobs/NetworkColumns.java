package dev.troupe.jobs;

import dev.troupe.inference.Appearance;
import dev.troupe.inference.AppearanceEncoder;
import dev.troupe.inference.Compute;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import dev.troupe.media.Scaling;
import dev.troupe.model.ModelLocation;
import dev.troupe.source.HadoopFiles;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The networks over columns of any DataFrame; what the ML stages are made of. */
public final class NetworkColumns {
  private static final int WHITE = 0xFFFFFF;

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
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Generation(
      ModelLocation model, Compute compute, String source, String[] motionColumns) {}

  /**
   * Generates a picture for each row.
   *
   * @param rows any rows with two motion columns
   * @param generation what pictures are generated from
   * @param output the rows' schema with the image column appended
   * @return the rows with a picture appended
   */
  public static Dataset<Row> generate(Dataset<Row> rows, Generation generation, StructType output) {
    Broadcast<Appearance> appearance =
        JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext())
            .broadcast(encode(generation));
    StructType schema = rows.schema();
    GenerateFrames function =
        new GenerateFrames(
            generation.model(),
            generation.compute(),
            appearance,
            new int[] {
              schema.fieldIndex(generation.motionColumns()[0]),
              schema.fieldIndex(generation.motionColumns()[1])
            },
            output);
    return rows.mapPartitions(function, Encoders.row(output));
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
