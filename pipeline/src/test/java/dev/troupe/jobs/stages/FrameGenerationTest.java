package dev.troupe.jobs.stages;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.jobs.RequestMaker;
import dev.troupe.media.Images;
import dev.troupe.media.MediaInput;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures from a motion table, the same as the command renders. */
class FrameGenerationTest {
  private static final int FRAMES = 10;

  @TempDir static Path rendered;

  @TempDir Path folder;

  private static LocalSpark spark;

  @BeforeAll
  static void renderByTheJob() throws IOException {
    spark = new LocalSpark(2);
    new RequestMaker(rendered.resolve("result.mp4"))
        .absolute()
        .end("0.4")
        .frames(rendered.resolve("frames"))
        .run(spark.session());
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 32})
  void transform_motion_givesThePixelsOfTheAnimateJob(int framesPerPartition) {
    Dataset<Row> pictures = generation().transform(motion(framesPerPartition));

    assertThat(pictures.schema().apply("generated").dataType())
        .isEqualTo(ImageSchema.columnSchema());
    assertRendered(pictures.select("index", "generated.*"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void transform_relativeMotion_givesThePixelsOfTheAnimateJob(boolean adaptScale)
      throws IOException {
    RequestMaker request =
        new RequestMaker(folder.resolve("relative.mp4")).end("0.4").frames(folder.resolve("png"));
    (adaptScale ? request.adaptScale() : request).run(spark.session());
    FrameGeneration relative = generation().setTransfer("relative").setAdaptScale(adaptScale);

    Dataset<Row> pictures = relative.transform(motion(4));

    assertThat(pictures.schema()).isEqualTo(relative.transformSchema(motion(4).schema()));
    assertThat(pictures.columns())
        .containsExactly(
            "clip", "index", "time", "key_frame", "keypoints", "jacobians", "generated");
    assertSame(pictures.select("index", "generated.*"), folder.resolve("png"));
  }

  @Test
  void transform_relativeMotionOfTwoClips_beginsEachAtItsOwnFirstFrame() {
    Dataset<Row> clip = motion(32);
    Dataset<Row> later = clip.where("index >= 3").withColumn("clip", lit("later"));
    FrameGeneration relative = generation().setTransfer("relative");

    Dataset<Row> both = relative.transform(clip.unionByName(later)).cache();

    assertThat(both.count()).isEqualTo(2 * FRAMES - 3);
    assertThat(first(both.where("clip = 'later' AND index = 3")))
        .isEqualTo(first(both.where("clip != 'later' AND index = 0")));
    assertThat(first(both.where("clip = 'later' AND index = 5")))
        .isNotEqualTo(first(both.where("clip != 'later' AND index = 5")));
  }

  @Test
  void relativeMotion_withoutClipOrWithAnUnknownWord_isRefused() {
    StructType schema = motion(32).drop("clip").schema();

    assertThatThrownBy(() -> generation().setTransfer("relative").transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clip");
    assertThatThrownBy(() -> generation().setTransfer("sideways"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the transfer must be absolute or relative, found sideways");
  }

  @Test
  void transform_inAPipelineSavedAndLoaded_givesTheSamePixels() throws IOException {
    String path = folder.resolve("pipeline").toString();
    new Pipeline()
        .setStages(new PipelineStage[] {detection(), generation().setOutputCol("picture")})
        .fit(frames(32))
        .save(path);

    PipelineModel loaded = PipelineModel.load(path);

    assertRendered(loaded.transform(frames(32)).select("index", "picture.*"));
  }

  @Test
  void transform_functionBehindIt_seesWholeRows() {
    Dataset<Row> pictures = generation().transform(detection().transform(frames(32)));

    List<String> seen =
        pictures
            .map(
                (MapFunction<Row, String>)
                    row ->
                        row.<Integer>getAs("index")
                            + " "
                            + row.<Row>getAs("generated").<Integer>getAs("height")
                            + " "
                            + row.getList(row.fieldIndex("keypoints")).size(),
                Encoders.STRING())
            .collectAsList();

    assertThat(seen).hasSize(FRAMES).contains("3 128 " + 2 * Demo.network().keypointCount());
  }

  @Test
  void saveAndLoad_stage_keepsEveryParameter() throws IOException {
    FrameGeneration stage =
        generation()
            .setBatchSize(2)
            .setOutputCol("picture")
            .setTransfer("relative")
            .setAdaptScale(true);
    String path = folder.resolve("stage").toString();

    stage.save(path);
    FrameGeneration loaded = FrameGeneration.load(path);

    assertThat(loaded.getOrDefault(loaded.source())).isEqualTo(Demo.character().toString());
    assertThat(loaded.getOrDefault(loaded.batchSize())).isEqualTo(2);
    assertThat(loaded.getOrDefault(loaded.transfer())).isEqualTo("relative");
    assertThat(loaded.getOrDefault(loaded.adaptScale())).isEqualTo(true);
    assertThat(loaded.getOrDefault(loaded.outputCols())).containsExactly("picture");
    assertThat(loaded.getOrDefault(loaded.modelUrl())).isEqualTo(Demo.MODEL);
  }

  @Test
  void transform_otherColumnNames_areUsed() {
    Dataset<Row> renamed =
        motion(32).select(col("index"), col("keypoints").as("where"), col("jacobians").as("how"));

    Dataset<Row> pictures = generation().setInputCols("where", "how").transform(renamed);

    assertThat(pictures.schema().fieldNames())
        .containsExactly("index", "where", "how", "generated");
    assertRendered(pictures.select("index", "generated.*"));
  }

  @Test
  void transformSchema_wrongColumns_isRefused() {
    StructType schema = detection().transformSchema(frames(32).schema());

    assertThatThrownBy(() -> generation().setInputCols("keypoints").transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input columns must be 2, keypoints and jacobians, found 1");
    assertThatThrownBy(
            () -> generation().setInputCols("keypoints", "index").transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column index must be an array of float, found INT");
    assertThatThrownBy(() -> generation().setOutputCol("image").transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("output column image exists already");
  }

  @Test
  void transform_motionOfAnotherModel_isRefused() {
    Dataset<Row> fewer =
        motion(32)
            .select(
                slice(col("keypoints"), 1, 10).as("keypoints"),
                array().cast(DataTypes.createArrayType(DataTypes.FloatType)).as("jacobians"));

    assertThat(catchThrowable(() -> generation().transform(fewer).collectAsList()))
        .rootCause()
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "Cannot generate a frame: expected %d keypoints with Jacobians,"
                    .formatted(Demo.network().keypointCount())
                + " found 5 keypoints without Jacobians");
  }

  @Test
  void transform_missingMotion_isRefused() {
    Dataset<Row> none =
        motion(32)
            .withColumn(
                "keypoints", lit(null).cast(DataTypes.createArrayType(DataTypes.FloatType)));

    assertThat(catchThrowable(() -> generation().transform(none).collectAsList()))
        .rootCause()
        .isInstanceOf(BadDataException.class)
        .hasMessage("Cannot generate a frame: expected keypoints, found null");
  }

  @Test
  void transform_missingSource_isRefusedByName() {
    Path missing = folder.resolve("nobody.png");

    assertThatThrownBy(() -> generation().setSource(missing.toString()).transform(motion(32)))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Cannot read %s: there is no such file".formatted(missing));
  }

  private static FrameGeneration generation() {
    return new FrameGeneration().setModelUrl(Demo.MODEL).setSource(Demo.character().toString());
  }

  private static KeypointDetection detection() {
    return new KeypointDetection().setModelUrl(Demo.MODEL);
  }

  private static Dataset<Row> motion(int framesPerPartition) {
    return detection().transform(frames(framesPerPartition)).drop("image");
  }

  private static Dataset<Row> frames(int framesPerPartition) {
    return spark
        .session()
        .read()
        .format("video")
        .option("size", "128")
        .option("end", "0.4")
        .option("framesPerPartition", framesPerPartition)
        .load(Demo.driving().toString());
  }

  /** Rows of index and the six fields of an image against the PNG files of the job. */
  private static void assertRendered(Dataset<Row> pictures) {
    assertSame(pictures, rendered.resolve("frames"));
  }

  private static byte[] first(Dataset<Row> pictures) {
    return pictures.select("generated.data").first().getAs(0);
  }

  private static void assertSame(Dataset<Row> pictures, Path frames) {
    List<Row> rows = pictures.orderBy("index").collectAsList();
    assertThat(rows).hasSize(FRAMES);
    for (Row row : rows) {
      Path png = frames.resolve("%06d.png".formatted(row.getInt(0)));
      assertThat(row.getInt(2)).isEqualTo(128);
      assertThat(row.getInt(3)).isEqualTo(128);
      assertThat(row.<byte[]>getAs(6))
          .as(png.toString())
          .isEqualTo(Images.read(MediaInput.of(png), 0).bgr());
    }
  }
}
