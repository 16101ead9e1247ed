package dev.troupe.jobs.stages;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import dev.troupe.jobs.MotionTable;
import dev.troupe.jobs.NetworkColumns;
import dev.troupe.model.ModelLocation;
import java.util.Arrays;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Finds keypoints in a column of images.
 *
 * <p>Input columns: one of Spark's image schema ("image" by default), or the six columns that
 * {@code select("image.*")} gives (origin, height, width, nChannels, mode, data). Images must be of
 * the network's frame size, three bytes a pixel in the order blue, green, red; the data source
 * {@code video} delivers them so. Output columns: positions and Jacobians as arrays of float
 * ("keypoints" and "jacobians" by default).
 */
public final class KeypointDetection extends ModelStage<KeypointDetection> {
  private static final long serialVersionUID = 1L;
  private static final String PACKED = "troupe_image";

  /** A stage with a new identity. */
  public KeypointDetection() {
    this(Identifiable$.MODULE$.randomUID("keypointDetection"));
  }

  /**
   * A stage with a given identity, as Spark restores it.
   *
   * @param uid its identity in a pipeline
   */
  public KeypointDetection(String uid) {
    super(uid, new String[] {"image"}, new String[] {MotionTable.KEYPOINTS, MotionTable.JACOBIANS});
  }

  /**
   * Restores saved stages.
   *
   * @return a reader
   */
  public static MLReader<KeypointDetection> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Restores a saved stage.
   *
   * @param path where it was saved
   * @return the stage
   */
  public static KeypointDetection load(String path) {
    return read().load(path);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    StageColumns.checkImage(schema, value(inputCols()));
    StageColumns.checkOutputs(schema, value(outputCols()), 2);
    return NetworkColumns.withMotion(schema, value(outputCols()));
  }

  @Override
  protected KeypointDetection self() {
    return this;
  }

  @Override
  Dataset<Row> run(Dataset<Row> rows) {
    String[] inputs = value(inputCols());
    StructType output = transformSchema(rows.schema());
    ModelLocation model = model();
    if (inputs.length == 1) {
      return NetworkColumns.detect(rows, model, compute(), inputs[0], output);
    }
    Column packed = struct(Arrays.stream(inputs).map(name -> col(name)).toArray(Column[]::new));
    Dataset<Row> withImage = rows.withColumn(PACKED, packed);
    StructType wide = NetworkColumns.withMotion(withImage.schema(), value(outputCols()));
    return NetworkColumns.detect(withImage, model, compute(), PACKED, wide).drop(PACKED);
  }
}
