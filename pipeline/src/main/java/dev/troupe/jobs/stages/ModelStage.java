package dev.troupe.jobs.stages;

import dev.troupe.inference.Compute;
import dev.troupe.model.ModelCatalog;
import dev.troupe.model.ModelLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What both stages share: input and output columns, engine, model and batch size.
 *
 * @param <S> the stage itself, which setters return
 */
public abstract class ModelStage<S extends ModelStage<S>> extends Transformer
    implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;
  private static final int LARGEST_BATCH = 256;

  private final String uid;
  private final StringArrayParam inputCols;
  private final StringArrayParam outputCols;
  private final Param<String> engine;
  private final Param<String> modelUrl;
  private final IntParam batchSize;

  /**
   * A stage with default columns.
   *
   * @param uid its identity in a pipeline
   * @param inputs default input columns
   * @param outputs default output columns
   */
  @SuppressWarnings("this-escape") // Spark's parameters know the stage they belong to
  protected ModelStage(String uid, String[] inputs, String[] outputs) {
    this.uid = uid;
    this.inputCols = new StringArrayParam(this, "inputCols", "input columns");
    this.outputCols = new StringArrayParam(this, "outputCols", "output columns");
    this.engine = new Param<>(this, "engine", "deep learning engine; PyTorch");
    this.modelUrl = new Param<>(this, "modelUrl", "a model package: a folder or the name of one");
    this.batchSize =
        new IntParam(
            this,
            "batchSize",
            "pictures per call of the network",
            ParamValidators.inRange(1, LARGEST_BATCH));
    // Not set(): it lists all parameters once and for all, before a subclass has made its own.
    setDefault(inputCols, inputs);
    setDefault(outputCols, outputs);
    setDefault(engine, "PyTorch");
    setDefault(batchSize, 4);
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * Spark's parameter: input columns.
   *
   * @return the parameter
   */
  public final StringArrayParam inputCols() {
    return inputCols;
  }

  /**
   * Spark's parameter: output columns.
   *
   * @return the parameter
   */
  public final StringArrayParam outputCols() {
    return outputCols;
  }

  /**
   * Spark's parameter: the engine.
   *
   * @return the parameter
   */
  public final Param<String> engine() {
    return engine;
  }

  /**
   * Spark's parameter: the model package.
   *
   * @return the parameter
   */
  public final Param<String> modelUrl() {
    return modelUrl;
  }

  /**
   * Spark's parameter: the batch size.
   *
   * @return the parameter
   */
  public final IntParam batchSize() {
    return batchSize;
  }

  /**
   * Chooses the input columns.
   *
   * @param columns see the stage
   * @return this
   */
  public final S setInputCols(String... columns) {
    set(inputCols, columns.clone());
    return self();
  }

  /**
   * Chooses the output columns.
   *
   * @param columns see the stage
   * @return this
   */
  public final S setOutputCols(String... columns) {
    set(outputCols, columns.clone());
    return self();
  }

  /**
   * Chooses the engine.
   *
   * @param name "PyTorch", the only one
   * @return this
   * @throws IllegalArgumentException for any other
   */
  public final S setEngine(String name) {
    if (!name.equals("PyTorch")) {
      throw new IllegalArgumentException("the engine must be PyTorch, found " + name);
    }
    set(engine, name);
    return self();
  }

  /**
   * Chooses the model.
   *
   * @param url a model package's folder, or a name that "troupe models" lists
   * @return this
   */
  public final S setModelUrl(String url) {
    set(modelUrl, url);
    return self();
  }

  /**
   * Chooses the batch size.
   *
   * @param pictures per call, 1 to 256
   * @return this
   */
  public final S setBatchSize(int pictures) {
    set(batchSize, pictures);
    return self();
  }

  @Override
  public final Transformer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public final MLWriter write() {
    return DefaultParamsWritable.super.write();
  }

  /** This stage as its own type. */
  protected abstract S self();

  /** Runs on rows whatever the dataset's type. */
  @Override
  public final Dataset<Row> transform(Dataset<?> dataset) {
    return run(dataset.toDF());
  }

  /** What the stage does to rows. */
  abstract Dataset<Row> run(Dataset<Row> rows);

  final ModelLocation model() {
    try {
      return ModelLocation.of(
          ModelCatalog.of(Optional.empty(), System.getenv()).resolve(value(modelUrl)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final Compute compute() {
    int batch = (Integer) value(batchSize);
    return new Compute("cpu", batch, batch);
  }

  final <T> T value(Param<T> param) {
    return getOrDefault(param);
  }
}
