package dev.troupe.udfs;

import static dev.troupe.udfs.Formula.input;
import static dev.troupe.udfs.Formula.number;

import dev.troupe.udfs.DeviceColumn.Lists;
import dev.troupe.udfs.DeviceColumn.Values;
import java.util.ArrayList;
import java.util.List;

/** How far keypoints lie apart, for a batch of rows; summed keypoint by keypoint as in motion. */
final class ColumnarDistance {
  private ColumnarDistance() {}

  /** {@link dev.troupe.motion.KeypointDistance#of}. */
  static Values ofKeypoints(Scope outer, Lists a, Lists b) {
    Formula length = length(input(1).minus(input(3)), input(2).minus(input(4)));
    return mean(outer, List.of(a, b), length);
  }

  /** {@link dev.troupe.motion.Jitter#of}. */
  static Values jitter(Scope outer, Lists previous, Lists current, Lists next) {
    Formula bend = length(secondDifference(1, 3, 5), secondDifference(2, 4, 6));
    return mean(outer, List.of(previous, current, next), bend);
  }

  /** {@link dev.troupe.motion.PoseDistance#of}. */
  static Values ofPoses(Scope outer, Lists a, Lists b) {
    try (Scope scope = outer.inner()) {
      Values areaA = ColumnarHull.area(scope, a);
      Values areaB = ColumnarHull.area(scope, b);
      List<Values> frames = new ArrayList<>(centre(scope, a));
      frames.addAll(centre(scope, b));
      frames.add(scope.evaluate(input(0).squareRoot(), areaA));
      frames.add(scope.evaluate(input(0).squareRoot(), areaB));
      Formula x = normalised(1, 5, 9).minus(normalised(3, 7, 10));
      Formula y = normalised(2, 6, 9).minus(normalised(4, 8, 10));
      Formula sum = input(0).plus(x.squared()).plus(y.squared());
      Values distance = sum(scope, List.of(a, b), sum, frames);
      Values comparable = ColumnarHull.haveSizes(scope, areaA, areaB);
      return scope.keep(scope.choose(comparable, distance, Double.POSITIVE_INFINITY));
    }
  }

  private static Formula length(Formula x, Formula y) {
    return input(0).plus(x.squared().plus(y.squared()).squareRoot());
  }

  private static Formula secondDifference(int previous, int current, int next) {
    return input(previous).minus(number(2).times(input(current))).plus(input(next));
  }

  private static Formula normalised(int coordinate, int mean, int size) {
    return input(coordinate).minus(input(mean)).over(input(size));
  }

  private static Values mean(Scope outer, List<Lists> keypoints, Formula sum) {
    try (Scope scope = outer.inner()) {
      Values total = sum(scope, keypoints, sum, List.of());
      Values lengths = scope.lengths(keypoints.get(0));
      Formula mean = input(0).over(input(1).over(number(2)));
      return scope.keep(scope.evaluate(mean, total, lengths));
    }
  }

  /** Mean x and mean y. */
  private static List<Values> centre(Scope outer, Lists keypoints) {
    try (Scope scope = outer.inner()) {
      Values count = scope.evaluate(input(0).over(number(2)), scope.lengths(keypoints));
      return List.of(
          scope.keep(sum(scope, List.of(keypoints), share(1), List.of(count))),
          scope.keep(sum(scope, List.of(keypoints), share(2), List.of(count))));
    }
  }

  private static Formula share(int coordinate) {
    return input(0).plus(input(coordinate).over(input(3)));
  }

  /**
   * A sum over keypoints.
   *
   * @param sum what follows from the sum so far (input 0), x and y of each list's keypoint (inputs
   *     1 and 2, 3 and 4, ...) and the further inputs
   */
  private static Values sum(Scope outer, List<Lists> keypoints, Formula sum, List<Values> further) {
    try (Scope scope = outer.inner()) {
      Values lengths = scope.lengths(keypoints.get(0));
      int count = (int) scope.largest(lengths) / 2;
      Values total = scope.evaluate(input(0).minus(input(0)), lengths);
      for (int k = 0; k < count; k++) {
        try (Scope one = scope.inner()) {
          List<Values> inputs = new ArrayList<>(List.of(total));
          for (Lists lists : keypoints) {
            inputs.add(one.element(lists, 2 * k));
            inputs.add(one.element(lists, 2 * k + 1));
          }
          inputs.addAll(further);
          total = one.keep(one.fill(one.evaluate(sum, inputs), total));
        }
      }
      return scope.keep(total);
    }
  }
}
