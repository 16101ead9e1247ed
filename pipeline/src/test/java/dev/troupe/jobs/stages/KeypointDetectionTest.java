package dev.troupe.jobs.stages;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.inference.Compute;
import dev.troupe.inference.KeypointDetector;
import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keypoints as columns, whatever the columns, partitions and batches they come from. */
class KeypointDetectionTest {
  private static final int FRAMES = 10;

  @TempDir Path folder;

  private static LocalSpark spark;
  private static List<Keypoints> expected;

  @BeforeAll
  static void start() {
    spark = new LocalSpark(2);
    try (KeypointDetector detector =
        new KeypointDetector(Demo.model(), Demo.FRAME_SIZE, Compute.CPU)) {
      expected = detector.detect(Demo.drivingFrames(FRAMES));
    }
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void transform_imageColumn_appendsWhatTheDetectorFinds() {
    Dataset<Row> motion = detection().transform(frames(32));

    assertThat(motion.schema().fieldNames())
        .containsExactly("clip", "index", "time", "key_frame", "image", "keypoints", "jacobians");
    assertThat(keypoints(motion)).isEqualTo(expected);
    assertThat(motion.select("image.data").first().<byte[]>getAs(0)).hasSize(128 * 128 * 3);
  }

  @Test
  void transform_sixColumnsOfTheImage_findsTheSame() {
    Dataset<Row> columns = frames(32).select("index", "image.*");

    Dataset<Row> motion =
        detection()
            .setInputCols("origin", "height", "width", "nChannels", "mode", "data")
            .transform(columns);

    assertThat(motion.schema().fieldNames())
        .containsExactly(
            "index",
            "origin",
            "height",
            "width",
            "nChannels",
            "mode",
            "data",
            "keypoints",
            "jacobians");
    assertThat(keypoints(motion)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void transform_anyPartitions_findsTheSameBits(int framesPerPartition) {
    assertThat(keypoints(detection().transform(frames(framesPerPartition)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16})
  void setBatchSize_any_findsTheSameUpToRounding(int batch) {
    List<Keypoints> found = keypoints(detection().setBatchSize(batch).transform(frames(32)));

    for (int i = 0; i < FRAMES; i++) {
      assertThat(found.get(i).values())
          .containsExactly(expected.get(i).values(), org.assertj.core.data.Offset.offset(1e-5f));
    }
  }

  @Test
  void setOutputCols_otherNames_areUsed() {
    Dataset<Row> motion =
        detection().setOutputCols("where", "how").transform(frames(32).select("image"));

    assertThat(motion.schema().fieldNames()).containsExactly("image", "where", "how");
    assertThat(motion.schema())
        .isEqualTo(
            detection()
                .setOutputCols("where", "how")
                .transformSchema(frames(32).select("image").schema()));
  }

  @Test
  void setEngine_anyButPyTorch_isRefused() {
    KeypointDetection stage = detection().setEngine("PyTorch");
    assertThat(stage.getOrDefault(stage.engine())).isEqualTo("PyTorch");
    assertThatThrownBy(() -> detection().setEngine("MXNet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the engine must be PyTorch, found MXNet");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 257})
  void setBatchSize_outOfRange_isRefused(int batch) {
    assertThatThrownBy(() -> detection().setBatchSize(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batchSize");
  }

  @Test
  void transform_imageOfAnotherSize_isRefusedByName() {
    Dataset<Row> large = spark.session().read().format("video").load(Demo.driving().toString());

    Throwable failure = catchThrowable(() -> detection().transform(large.limit(1)).collectAsList());

    assertThat(failure)
        .hasRootCauseInstanceOf(BadDataException.class)
        .rootCause()
        .hasMessage(
            "Cannot use image %s: expected a picture of 128x128 pixels, found 256x256"
                .formatted(Demo.driving()));
  }

  @Test
  void transform_imageWithOtherPixels_isRefusedByName() {
    Dataset<Row> grey = frames(32).select(col("image").withField("mode", lit(0)).as("image"));

    assertThat(catchThrowable(() -> detection().transform(grey).collectAsList()))
        .rootCause()
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "Cannot use image %s: expected mode 16 (three bytes a pixel), found 0"
                .formatted(Demo.driving()));
  }

  @Test
  void transform_missingImage_isRefused() {
    StructType schema =
        new StructType().add("image", dev.troupe.source.VideoSchema.IMAGE_TYPE, true);
    Dataset<Row> none =
        spark
            .session()
            .createDataFrame(
                List.of(org.apache.spark.sql.RowFactory.create((Object) null)), schema);

    assertThat(catchThrowable(() -> detection().transform(none).collectAsList()))
        .rootCause()
        .isInstanceOf(BadDataException.class)
        .hasMessage("Cannot use an image: expected a picture, found null");
  }

  @Test
  void transformSchema_wrongColumns_isRefused() {
    StructType schema = frames(32).schema();

    assertThatThrownBy(() -> detection().setInputCols("picture").transformSchema(schema))
        .hasMessageContaining("picture");
    assertThatThrownBy(() -> detection().setInputCols("clip").transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column clip must be of Spark's image schema, found STRING");
    assertThatThrownBy(() -> detection().setInputCols("clip", "index").transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("input columns must be one image or its six fields in order");
    assertThatThrownBy(() -> detection().setOutputCols("keypoints").transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("output columns must be 2, found 1");
    assertThatThrownBy(() -> detection().setOutputCols("keypoints", "clip").transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("output column clip exists already");
  }

  @Test
  void transform_noModel_isRefused() {
    assertThatThrownBy(() -> new KeypointDetection().transform(frames(32)))
        .hasMessageContaining("modelUrl");
    assertThatThrownBy(() -> new KeypointDetection().setModelUrl("nobody").transform(frames(32)))
        .hasMessageContaining("Cannot find model \"nobody\"");
  }

  @Test
  void saveAndLoad_stage_keepsEveryParameter() throws IOException {
    KeypointDetection stage =
        detection().setBatchSize(3).setInputCols("picture").setOutputCols("a", "b");
    String path = folder.resolve("stage").toString();

    stage.save(path);
    KeypointDetection loaded = KeypointDetection.load(path);

    assertThat(loaded.uid()).isEqualTo(stage.uid());
    assertThat(loaded.getOrDefault(loaded.batchSize())).isEqualTo(3);
    assertThat(loaded.getOrDefault(loaded.inputCols())).containsExactly("picture");
    assertThat(loaded.getOrDefault(loaded.outputCols())).containsExactly("a", "b");
    assertThat(loaded.getOrDefault(loaded.modelUrl())).isEqualTo(Demo.MODEL);
    assertThat(loaded.getOrDefault(loaded.engine())).isEqualTo("PyTorch");
  }

  @Test
  void saveAndLoad_inAPipeline_findsTheSame() throws IOException {
    String path = folder.resolve("pipeline").toString();
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {detection()});
    pipeline.fit(frames(32)).save(path);

    PipelineModel loaded = PipelineModel.load(path);

    assertThat(keypoints(loaded.transform(frames(32)))).isEqualTo(expected);
  }

  @Test
  void copy_stage_isAStageOfTheSameParameters() {
    KeypointDetection stage = detection().setBatchSize(3);

    KeypointDetection copy =
        (KeypointDetection) stage.copy(new org.apache.spark.ml.param.ParamMap());

    assertThat(copy.getOrDefault(copy.batchSize())).isEqualTo(3);
    assertThat(copy.getOrDefault(copy.modelUrl())).isEqualTo(Demo.MODEL);
  }

  @Test
  void schema_outputColumns_areArraysOfFloatWithoutNulls() {
    StructType schema = detection().transformSchema(frames(32).schema());

    assertThat(schema.apply("keypoints").dataType())
        .isEqualTo(DataTypes.createArrayType(DataTypes.FloatType, false));
  }

  private static KeypointDetection detection() {
    return new KeypointDetection().setModelUrl(Demo.MODEL);
  }

  private static Dataset<Row> frames(int framesPerPartition) {
    return spark
        .session()
        .read()
        .format("video")
        .option("size", "128")
        .option("framesPerPartition", framesPerPartition)
        .load(Demo.driving().toString())
        .where(col("index").lt(FRAMES));
  }

  private static List<Keypoints> keypoints(Dataset<Row> motion) {
    return motion.orderBy("index").select("keypoints", "jacobians").collectAsList().stream()
        .map(row -> new Keypoints(floats(row.getList(0)), floats(row.getList(1))))
        .toList();
  }

  private static float[] floats(List<Float> list) {
    float[] array = new float[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = list.get(i);
    }
    return array;
  }
}
