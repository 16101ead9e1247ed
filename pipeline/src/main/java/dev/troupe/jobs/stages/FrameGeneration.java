package dev.troupe.jobs.stages;

import dev.troupe.jobs.MotionTable;
import dev.troupe.jobs.NetworkColumns;
import dev.troupe.motion.TransferMode;
import dev.troupe.source.VideoSchema;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Generates a picture of one character for each row of a motion table.
 *
 * <p>Input columns: positions and Jacobians as arrays of float ("keypoints" and "jacobians" by
 * default). They are taken as they are, or, with {@code setTransfer("relative")}, as movements from
 * each clip's first frame: then columns {@code clip} and {@code index} say which that is, and the
 * motion is looked at twice, so that a table which is costly to compute is better cached. Output
 * column: a picture in Spark's image schema ("generated" by default). The source image is encoded
 * once, on the driver, and broadcast.
 */
public final class FrameGeneration extends ModelStage<FrameGeneration> {
  private static final long serialVersionUID = 1L;

  private final Param<String> source;
  private final Param<String> transfer;
  private final BooleanParam adaptScale;

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
    this.transfer = new Param<>(this, "transfer", "absolute or relative to a clip's first frame");
    this.adaptScale =
        new BooleanParam(this, "adaptScale", "scale relative movements to the source's size");
    setDefault(transfer, label(TransferMode.ABSOLUTE));
    setDefault(adaptScale, false);
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
   * Spark's parameter: what becomes of the motion.
   *
   * @return the parameter
   */
  public Param<String> transfer() {
    return transfer;
  }

  /**
   * Chooses what becomes of the motion.
   *
   * @param mode "absolute" (the performer's keypoints as they are) or "relative" (movements from
   *     each clip's first frame, made by the source)
   * @return this
   * @throws IllegalArgumentException for any other
   */
  public FrameGeneration setTransfer(String mode) {
    if (Arrays.stream(TransferMode.values()).noneMatch(known -> label(known).equals(mode))) {
      throw new IllegalArgumentException(
          "the transfer must be absolute or relative, found " + mode);
    }
    set(transfer, mode);
    return this;
  }

  /**
   * Spark's parameter: whether relative movements are scaled to the source's size.
   *
   * @return the parameter
   */
  public BooleanParam adaptScale() {
    return adaptScale;
  }

  /**
   * Chooses whether relative movements are scaled to the source's size.
   *
   * @param adapt false by default
   * @return this
   */
  public FrameGeneration setAdaptScale(boolean adapt) {
    set(adaptScale, adapt);
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
    if (mode() == TransferMode.RELATIVE) {
      StageColumns.checkType(schema, VideoSchema.CLIP, DataTypes.StringType, "a string");
      StageColumns.checkType(schema, VideoSchema.INDEX, DataTypes.IntegerType, "an int");
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
        new NetworkColumns.Generation(
            model(), compute(), value(source), value(inputCols()), transferring());
    return NetworkColumns.generate(rows, generation, transformSchema(rows.schema()));
  }

  private NetworkColumns.Transferring transferring() {
    return new NetworkColumns.Transferring(mode(), (Boolean) value(adaptScale));
  }

  private TransferMode mode() {
    return TransferMode.valueOf(value(transfer).toUpperCase(Locale.ROOT));
  }

  private static String label(TransferMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
