package dev.troupe.udfs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.motion.Keypoints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The functions in a real Spark session: by name, as columns, compiled and interpreted. */
class SqlFunctionsTest {
  /** The reference implementation computes in float32; see GoldenTransferTest. */
  private static final float TOLERANCE = 5e-6f;

  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = LocalSpark.session();
  }

  @AfterAll
  static void stop() throws IOException {
    session.close();
  }

  @ParameterizedTest
  @CsvSource({
    "vox-mini, relative, false", "vox-mini, relative_adapt, true",
    "mgif-mini, relative, false", "vox-adv-mini, relative_adapt, true"
  })
  void transferRelative_goldenNetwork_agreesWithReference(
      String network, String mode, boolean adapt) throws IOException {
    JsonNode golden = golden(network);
    JsonNode expected = golden.get(mode);
    motion(golden).createOrReplaceTempView("motion");

    List<Row> rows =
        session
            .sql(
                """
                SELECT moved.keypoints, moved.jacobians FROM (
                  SELECT frame.index, troupe_transfer_relative(
                      source.keypoints, source.jacobians, first.keypoints, first.jacobians,
                      frame.keypoints, frame.jacobians, %s) AS moved
                  FROM motion frame, motion source, motion first
                  WHERE frame.index >= 0 AND source.index = -1 AND first.index = 0)
                ORDER BY index"""
                    .formatted(adapt))
            .collectAsList();

    assertThat(rows).hasSize(expected.size()).hasSizeGreaterThan(2);
    for (int frame = 0; frame < rows.size(); frame++) {
      assertClose(rows.get(frame).getList(0), expected.get(frame).get("values"));
      assertClose(rows.get(frame).getList(1), expected.get(frame).get("jacobians"));
    }
  }

  @ParameterizedTest
  @CsvSource({"true, CODEGEN_ONLY", "false, NO_CODEGEN"})
  void columns_compiledAndInterpreted_agreeWithReference(String wholeStage, String factory)
      throws IOException {
    session.conf().set("spark.sql.codegen.wholeStage", wholeStage);
    session.conf().set("spark.sql.codegen.factoryMode", factory);
    try {
      JsonNode golden = golden("vox-mini");
      Keypoints reference = keypoints(golden.get("driving").get(0));
      Column moved =
          KeypointFunctions.transferRelative(
              KeypointColumns.constant(keypoints(golden.get("source"))),
              KeypointColumns.constant(reference),
              KeypointColumns.named("keypoints", "jacobians"),
              lit(true));
      Dataset<Row> frames =
          motion(golden)
              .where(col("index").geq(0))
              .repartition(2)
              .select(col("index"), moved.as("moved"));

      assertThat(frames.queryExecution().executedPlan().toString().contains("*("))
          .isEqualTo(Boolean.valueOf(wholeStage));
      for (Row row : frames.collectAsList()) {
        JsonNode expected = golden.get("relative_adapt").get(row.getInt(0));
        assertClose(row.getStruct(1).getList(0), expected.get("values"));
      }
    } finally {
      session.conf().unset("spark.sql.codegen.wholeStage");
      session.conf().unset("spark.sql.codegen.factoryMode");
    }
  }

  @ParameterizedTest
  @EnumSource(KeypointFunction.class)
  void function_nullArgument_givesNull(KeypointFunction function) {
    String nulls = "CAST(NULL AS ARRAY<FLOAT>)" + ", NULL".repeat(function.parameters().size() - 1);

    Row row = session.sql("SELECT %s(%s)".formatted(function.sqlName(), nulls)).first();

    assertThat(row.isNullAt(0)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "troupe_hull_area(array(1, 2, 3)) | troupe_hull_area: Cannot read the argument keypoints:"
            + " expected x and y of one keypoint or more, an even number, found 3 numbers",
        "troupe_hull_area(array(1, NULL)) | troupe_hull_area: Cannot read the argument keypoints:"
            + " expected numbers, found null",
        "troupe_hull_area('a') | troupe_hull_area: Cannot read the argument keypoints:"
            + " expected an array of numbers, found String",
        "troupe_jacobian_inverse(array(1, 2)) | troupe_jacobian_inverse: Cannot read the argument"
            + " jacobians: expected four numbers for each 2x2 matrix, found 2 numbers",
        "troupe_jacobian_inverse(array(1, 1, 1, 1)) | troupe_jacobian_inverse: Cannot invert the"
            + " Jacobian of keypoint 0: expected an invertible matrix, found [1.0 1.0; 1.0 1.0]",
        "troupe_jacobian_product(array(1, 0, 0, 1), array()) | troupe_jacobian_product: Cannot"
            + " multiply Jacobians of different models: expected 1 matrices on the right, found 0",
        "troupe_transfer_absolute(array(0, 0), array(1)) | troupe_transfer_absolute: Cannot read"
            + " the argument driving_jacobians: expected a 2x2 matrix for each of 1 keypoints,"
            + " 4 numbers, or none, found 1 numbers",
        "troupe_keypoint_distance(array(0, 0), array(0, 0, 1, 1)) | troupe_keypoint_distance:"
            + " Cannot compare keypoints: they come from different models; expected 1 of them,"
            + " found 2",
        "troupe_interpolate(array(0, 0), array(), array(1, 1), array(), 1.5) | troupe_interpolate:"
            + " Cannot interpolate keypoints: expected a weight from 0 to 1, found 1.5"
      })
  void wrongArguments_inAQuery_failWithASentence(String expression, String sentence) {
    assertThatThrownBy(() -> session.sql("SELECT " + expression).collectAsList())
        .hasMessageContaining(sentence.strip());
  }

  @Test
  void numbers_ofAnyType_areTaken() {
    Row row =
        session
            .sql(
                "SELECT troupe_keypoint_distance(array(0, 0), array(0.3, 0.4)),"
                    + " troupe_keypoint_distance(array(0D, 0D), array(float(3), float(4)))")
            .first();

    assertThat(row.getDouble(0)).isCloseTo(0.5, within(1e-7));
    assertThat(row.getDouble(1)).isEqualTo(5);
  }

  @Test
  void everyColumn_onATable_equalsTheFunctionOfItsName() throws IOException {
    Dataset<Row> motion = motion(golden("vox-mini")).where(col("index").geq(0));
    Column keypoints = col("keypoints");
    Column jacobians = col("jacobians");
    KeypointColumns frame = new KeypointColumns(keypoints, jacobians);

    Row columns =
        motion
            .select(
                KeypointFunctions.hullArea(keypoints),
                KeypointFunctions.movementScale(keypoints, keypoints),
                KeypointFunctions.keypointDistance(keypoints, keypoints),
                KeypointFunctions.poseDistance(keypoints, keypoints),
                KeypointFunctions.jitter(keypoints, keypoints, keypoints),
                KeypointFunctions.jacobianProduct(jacobians, jacobians),
                KeypointFunctions.jacobianInverse(jacobians),
                KeypointFunctions.transferAbsolute(frame),
                KeypointFunctions.interpolate(frame, frame, lit(0.25)))
            .first();
    motion.createOrReplaceTempView("frames");
    Row names =
        session
            .sql(
                """
                SELECT troupe_hull_area(keypoints), troupe_movement_scale(keypoints, keypoints),
                  troupe_keypoint_distance(keypoints, keypoints),
                  troupe_pose_distance(keypoints, keypoints),
                  troupe_jitter(keypoints, keypoints, keypoints),
                  troupe_jacobian_product(jacobians, jacobians), troupe_jacobian_inverse(jacobians),
                  troupe_transfer_absolute(keypoints, jacobians),
                  troupe_interpolate(keypoints, jacobians, keypoints, jacobians, 0.25)
                FROM frames""")
            .first();

    assertThat(columns).isEqualTo(names);
    assertThat(columns.getDouble(0)).isPositive();
  }

  /** The source as index -1 and the driving frames from 0. */
  private static Dataset<Row> motion(JsonNode golden) {
    StructType type =
        new StructType()
            .add("index", DataTypes.IntegerType)
            .add("keypoints", DataTypes.createArrayType(DataTypes.FloatType, false))
            .add("jacobians", DataTypes.createArrayType(DataTypes.FloatType, false));
    List<Row> rows = new ArrayList<>(List.of(row(-1, golden.get("source"))));
    for (JsonNode frame : golden.get("driving")) {
      rows.add(row(rows.size() - 1, frame));
    }
    return session.createDataFrame(rows, type);
  }

  private static Row row(int index, JsonNode frame) {
    Keypoints keypoints = keypoints(frame);
    return RowFactory.create(index, keypoints.values(), keypoints.jacobians());
  }

  private static JsonNode golden(String network) throws IOException {
    try (InputStream in =
        SqlFunctionsTest.class.getResourceAsStream("/golden/" + network + ".json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static Keypoints keypoints(JsonNode frame) {
    return new Keypoints(floats(frame.get("values")), floats(frame.get("jacobians")));
  }

  private static float[] floats(JsonNode numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i).floatValue();
    }
    return floats;
  }

  private static void assertClose(List<Float> found, JsonNode expected) {
    float[] numbers = new float[found.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = found.get(i);
    }
    assertThat(numbers).containsExactly(floats(expected), within(TOLERANCE));
  }
}
