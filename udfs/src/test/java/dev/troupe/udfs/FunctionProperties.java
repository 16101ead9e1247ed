package dev.troupe.udfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.troupe.motion.ConvexHull;
import dev.troupe.motion.Interpolation;
import dev.troupe.motion.Jitter;
import dev.troupe.motion.KeypointDistance;
import dev.troupe.motion.Keypoints;
import dev.troupe.motion.MotionTransfer;
import dev.troupe.motion.MovementScale;
import dev.troupe.motion.PoseDistance;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** What every form of every function must fulfil, on random batches; made for each form. */
abstract class FunctionProperties {
  private static final int BATCHES = 60;

  /**
   * The results for a batch: null, a Double, a list of floats, or a list of two such lists.
   *
   * @throws IllegalArgumentException or RefusedRowsException if a row is refused
   */
  abstract List<Object> evaluate(KeypointFunction function, List<List<Object>> rows);

  /** How far results may be from motion's, relative to their size. */
  abstract double tolerance();

  @ParameterizedTest
  @EnumSource(KeypointFunction.class)
  final void function_randomBatches_equalsMotion(KeypointFunction function) {
    for (int seed = 0; seed < BATCHES; seed++) {
      List<List<Object>> rows = new RandomRows(seed).of(function);

      List<Object> results = evaluate(function, rows);

      assertSame(seed, function, results, rows);
    }
  }

  @ParameterizedTest
  @EnumSource(KeypointFunction.class)
  final void function_nullArguments_givesNullThereAlone(KeypointFunction function) {
    for (int seed = 0; seed < BATCHES; seed++) {
      RandomRows random = new RandomRows(seed);
      List<List<Object>> rows = random.withNulls(random.of(function));

      List<Object> results = evaluate(function, rows);

      assertSame(seed, function, results, rows);
    }
  }

  @ParameterizedTest
  @EnumSource(KeypointFunction.class)
  final void function_nothingButNulls_givesNulls(KeypointFunction function) {
    List<List<Object>> rows = new RandomRows(1).of(function);
    rows.forEach(row -> row.set(0, null));

    assertThat(evaluate(function, rows)).hasSameSizeAs(rows).containsOnlyNulls();
  }

  @ParameterizedTest
  @EnumSource(KeypointFunction.class)
  final void function_oneWrongArrayInABatch_isRefused(KeypointFunction function) {
    for (int index = 0; index < function.parameters().size(); index++) {
      if (function.parameters().get(index).isList()) {
        List<List<Object>> rows = new RandomRows(3).of(function);
        rows.get(rows.size() - 1).set(index, RandomRows.sequence(List.of(0.5f, 0.5f, 0.5f)));

        assertThat(refused(function, rows))
            .as("3 numbers as argument %d of %s", index, function)
            .isTrue();
      }
    }
  }

  private boolean refused(KeypointFunction function, List<List<Object>> rows) {
    try {
      evaluate(function, rows);
      return false;
    } catch (RefusedRowsException | IllegalArgumentException e) {
      return true;
    }
  }

  private void assertSame(
      int seed, KeypointFunction function, List<Object> results, List<List<Object>> rows) {
    assertThat(results).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      String what = "%s, seed %d, row %d: %s".formatted(function, seed, i, rows.get(i));
      Object expected = rows.get(i).contains(null) ? null : expected(function, rows.get(i));
      if (expected == null) {
        assertThat(results.get(i)).as(what).isNull();
      } else {
        assertClose(what, flat(results.get(i)), flat(expected));
      }
    }
  }

  private void assertClose(String what, List<Double> found, List<Double> expected) {
    assertThat(found).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      double value = expected.get(i);
      if (tolerance() == 0 || Double.isInfinite(value)) {
        assertThat(found.get(i)).as(what).isEqualTo(value);
      } else {
        double allowed = tolerance() * Math.max(1, Math.abs(value));
        assertThat(found.get(i)).as(what).isCloseTo(value, within(allowed));
      }
    }
  }

  /** A result's numbers in order, with the lengths of its lists. */
  private static List<Double> flat(Object result) {
    if (!(result instanceof List<?> list)) {
      return List.of(((Number) result).doubleValue());
    }
    List<Double> flat = new ArrayList<>(List.of((double) list.size()));
    list.forEach(each -> flat.addAll(flat(each)));
    return flat;
  }

  /** A row's result as Spark is given it, as lists. */
  static Object lists(Object result) {
    if (result instanceof Row row) {
      return List.of(lists(row.get(0)), lists(row.get(1)));
    }
    return result instanceof float[] floats ? list(floats) : result;
  }

  static List<Float> list(float... floats) {
    List<Float> list = new ArrayList<>();
    for (float each : floats) {
      list.add(each);
    }
    return list;
  }

  /** The definition, in motion's terms. */
  private static Object expected(KeypointFunction function, List<Object> row) {
    return switch (function) {
      case TRANSFER_RELATIVE ->
          lists(
              MotionTransfer.relative(
                      keypoints(row, 0, 1), keypoints(row, 2, 3), (Boolean) row.get(6))
                  .apply(keypoints(row, 4, 5)));
      case TRANSFER_ABSOLUTE -> lists(keypoints(row, 0, 1));
      case INTERPOLATE ->
          lists(
              Interpolation.between(
                  keypoints(row, 0, 1), keypoints(row, 2, 3), (Double) row.get(4)));
      case HULL_AREA -> ConvexHull.area(keypoints(row, 0));
      case MOVEMENT_SCALE -> MovementScale.of(keypoints(row, 0), keypoints(row, 1));
      case KEYPOINT_DISTANCE -> KeypointDistance.of(keypoints(row, 0), keypoints(row, 1));
      case POSE_DISTANCE -> PoseDistance.of(keypoints(row, 0), keypoints(row, 1));
      case JITTER -> Jitter.of(keypoints(row, 0), keypoints(row, 1), keypoints(row, 2));
      case JACOBIAN_PRODUCT -> product(floats(row, 0), floats(row, 1));
      case JACOBIAN_INVERSE -> inverse(floats(row, 0));
    };
  }

  private static List<Float> product(float[] a, float[] b) {
    float[] product = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      int matrix = i - i % 4;
      int rowStart = matrix + i % 4 / 2 * 2;
      int column = matrix + i % 2;
      product[i] =
          (float) ((double) a[rowStart] * b[column] + (double) a[rowStart + 1] * b[column + 2]);
    }
    return list(product);
  }

  private static List<Float> inverse(float[] a) {
    float[] inverse = new float[a.length];
    for (int i = 0; i < a.length; i += 4) {
      double determinant = (double) a[i] * a[i + 3] - (double) a[i + 1] * a[i + 2];
      inverse[i] = (float) (a[i + 3] / determinant);
      inverse[i + 1] = (float) (-a[i + 1] / determinant);
      inverse[i + 2] = (float) (-a[i + 2] / determinant);
      inverse[i + 3] = (float) (a[i] / determinant);
    }
    return list(inverse);
  }

  private static Object lists(Keypoints keypoints) {
    return List.of(list(keypoints.values()), list(keypoints.jacobians()));
  }

  private static Keypoints keypoints(List<Object> row, int values) {
    return new Keypoints(floats(row, values), new float[0]);
  }

  private static Keypoints keypoints(List<Object> row, int values, int jacobians) {
    return new Keypoints(floats(row, values), floats(row, jacobians));
  }

  /** An argument's numbers. */
  static float[] floats(List<Object> row, int index) {
    List<?> numbers = CollectionConverters.asJava((Seq<?>) row.get(index));
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (Float) numbers.get(i);
    }
    return floats;
  }
}
