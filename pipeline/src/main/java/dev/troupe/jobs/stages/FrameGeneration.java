package dev.troupe.jobs.stages;

import dev.troupe.jobs.MotionTable;
import dev.troupe.jobs.NetworkColumns;
import dev.troupe.source.VideoSchema;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Generates a picture of one character for each row of a motion table.
 *
 * <p>Input columns: positions and Jacobians as arrays of float ("keypoints" and "jacobians" by
 * default), already transferred to the source. Output column: a picture in Spark's image schema
 * ("generated" by default). The source image is encoded once, on the driver, and broadcast.
 */
public final class FrameGeneration extends ModelStage<FrameGeneration> {
  private static final long serialVersionUID = 1L;

  private final Param<String> source;

  /** A stage with a new identity. */
  public FrameGeneration() {
    this(Identifiable$.MODULE$.randomUID("frameGeneration"));
  }

  /**
   * A stage with a given identity, as Spark restores it.
   *
   * @param uid its identity in a pipeline
   */
  @SuppressWarnings("this-escape") // Spark's parameters know the stage they belong to
  public FrameGeneration(String uid) {
    super(
        uid,
        new String[] {MotionTable.KEYPOINTS, MotionTable.JACOBIANS},
        new String[] {"generated"});
    this.source = new Param<>(this, "source", "the source image's path or URI");
  }

  /**
   * Spark's parameter: the source image.
   *
   * @return the parameter
   */
  public Param<String> source() {
    return source;
  }

  /**
   * Chooses the character.
   *
   * @param image a path or URI
   * @return this
   */
  public FrameGeneration setSource(String image) {
    set(source, image);
    return this;
  }

  /**
   * Chooses the output column.
   *
   * @param column its name
   * @return this
   */
  public FrameGeneration setOutputCol(String column) {
    return setOutputCols(column);
  }

  /**
   * Restores saved stages.
   *
   * @return a reader
   */
  public static MLReader<FrameGeneration> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Restores a saved stage.
   *
   * @param path where it was saved
   * @return the stage
   */
  public static FrameGeneration load(String path) {
    return read().load(path);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    String[] inputs = value(inputCols());
    if (inputs.length != 2) {
      throw new IllegalArgumentException(
          "input columns must be 2, keypoints and jacobians, found " + inputs.length);
    }
    for (String input : inputs) {
      StageColumns.checkType(schema, input, MotionTable.floats(), "an array of float");
    }
    StageColumns.checkOutputs(schema, value(outputCols()), 1);
    return schema.add(value(outputCols())[0], VideoSchema.IMAGE_TYPE, false);
  }

  @Override
  protected FrameGeneration self() {
    return this;
  }

  @Override
  Dataset<Row> run(Dataset<Row> rows) {
    NetworkColumns.Generation generation =
        new NetworkColumns.Generation(model(), compute(), value(source), value(inputCols()));
    return NetworkColumns.generate(rows, generation, transformSchema(rows.schema()));
  }
}
