package dev.troupe.udfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Batches of random arguments that a function accepts: other numbers of keypoints from row to row,
 * with and without Jacobians; half of the rows lie on a coarse grid, so that keypoints coincide and
 * lie on lines.
 */
final class RandomRows {
  private final Random random;

  RandomRows(long seed) {
    random = new Random(seed);
  }

  /** 1 to 12 rows; nulls are the caller's to add. */
  List<List<Object>> of(KeypointFunction function) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      rows.add(row(function, 1 + random.nextInt(12), random.nextInt(4) > 0));
    }
    return rows;
  }

  /** So many rows of so many keypoints, with Jacobians. */
  List<List<Object>> of(KeypointFunction function, int count, int rows) {
    List<List<Object>> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      all.add(row(function, count, true));
    }
    return all;
  }

  /** The rows, with an argument missing in one of three. */
  List<List<Object>> withNulls(List<List<Object>> rows) {
    for (List<Object> row : rows) {
      if (random.nextInt(3) == 0) {
        row.set(random.nextInt(row.size()), null);
      }
    }
    return rows;
  }

  private List<Object> row(KeypointFunction function, int count, boolean hasJacobians) {
    boolean onGrid = random.nextBoolean();
    List<Object> row = new ArrayList<>();
    for (Parameter parameter : function.parameters()) {
      row.add(
          switch (parameter.kind()) {
            case KEYPOINTS -> sequence(keypoints(count, onGrid));
            case JACOBIANS -> sequence(jacobians(hasJacobians ? count : 0));
            case WEIGHT -> random.nextInt(3) / 2.0;
            case FLAG -> random.nextBoolean();
          });
    }
    return row;
  }

  private List<Float> keypoints(int count, boolean onGrid) {
    List<Float> keypoints = new ArrayList<>();
    for (int i = 0; i < 2 * count; i++) {
      keypoints.add(onGrid ? (random.nextInt(5) - 2) / 2f : 2 * random.nextFloat() - 1);
    }
    return keypoints;
  }

  /** Matrices near the identity, as networks give them: each can be inverted. */
  private List<Float> jacobians(int count) {
    List<Float> jacobians = new ArrayList<>();
    for (int i = 0; i < 4 * count; i++) {
      jacobians.add((i % 4 % 3 == 0 ? 1 : 0) + 0.45f * (2 * random.nextFloat() - 1));
    }
    return jacobians;
  }

  /** As Spark hands an array to a function. */
  static Seq<Float> sequence(List<Float> numbers) {
    return CollectionConverters.asScala(numbers).toSeq();
  }
}
