package dev.troupe.udfs;

import static dev.troupe.udfs.Formula.input;
import static dev.troupe.udfs.Formula.number;

import dev.troupe.udfs.DeviceColumn.Lists;
import dev.troupe.udfs.DeviceColumn.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Motion transfer, Jacobians and interpolation for a batch of rows: element by element. */
final class ColumnarTransfer {
  private ColumnarTransfer() {}

  /** {@link dev.troupe.motion.MotionTransfer#relative}. */
  static Moved relative(Scope outer, Moved source, Moved reference, Moved driving, Values adapt) {
    try (Scope scope = outer.inner()) {
      source.check(scope);
      reference.checkLike(scope, source);
      driving.checkLike(scope, source);
    }
    Lists keypoints = positions(outer, source, reference, driving, adapt);
    return new Moved(keypoints, jacobians(outer, source, reference, driving));
  }

  private static Lists positions(
      Scope outer, Moved source, Moved reference, Moved driving, Values adapt) {
    try (Scope scope = outer.inner()) {
      Values scale = scope.spread(scale(scope, source, reference, adapt), source.keypoints);
      Formula moved = input(0).plus(input(3).times(input(2).minus(input(1))));
      Values values =
          scope.evaluate(
              moved,
              scope.elements(source.keypoints),
              scope.elements(reference.keypoints),
              scope.elements(driving.keypoints),
              scale);
      return scope.keep(scope.lists(source.keypoints, List.of(values)));
    }
  }

  /** The factor for movements; hulls are looked at only if a row asks for it. */
  private static Values scale(Scope scope, Moved source, Moved reference, Values adapt) {
    Values adapted =
        scope.any(adapt)
            ? ColumnarHull.movementScale(scope, source.keypoints, reference.keypoints)
            : scope.lengths(source.keypoints);
    return scope.choose(adapt, adapted, 1);
  }

  private static Lists jacobians(Scope outer, Moved source, Moved reference, Moved driving) {
    FormulaMatrix inverse = FormulaMatrix.at(4).inverse();
    FormulaMatrix change = FormulaMatrix.at(8).times(inverse);
    return matrices(
        outer,
        List.of(source.jacobians, reference.jacobians, driving.jacobians),
        List.of(inverse.isFinite()),
        change.times(FormulaMatrix.at(0)));
  }

  /** {@link dev.troupe.motion.MotionTransfer#absolute}. */
  static Moved absolute(Scope outer, Moved driving) {
    try (Scope scope = outer.inner()) {
      driving.check(scope);
      return new Moved(
          scope.keep(copy(scope, driving.keypoints)), scope.keep(copy(scope, driving.jacobians)));
    }
  }

  /** {@link dev.troupe.motion.Interpolation#between}. */
  static Moved between(Scope outer, Moved a, Moved b, Values weight) {
    try (Scope scope = outer.inner()) {
      a.check(scope);
      b.checkLike(scope, a);
      ColumnarChecks.weight(scope, weight);
      return new Moved(
          scope.keep(blend(scope, a.keypoints, b.keypoints, weight)),
          scope.keep(blend(scope, a.jacobians, b.jacobians, weight)));
    }
  }

  private static Lists blend(Scope outer, Lists a, Lists b, Values weight) {
    if (outer.areEmpty(a)) {
      return copy(outer, a);
    }
    try (Scope scope = outer.inner()) {
      Formula blend = number(1).minus(input(2)).times(input(0)).plus(input(2).times(input(1)));
      Values blended =
          scope.evaluate(blend, scope.elements(a), scope.elements(b), scope.spread(weight, a));
      return scope.keep(scope.lists(a, List.of(blended)));
    }
  }

  /** {@link dev.troupe.motion.Matrix2#times} of each pair of matrices. */
  static Lists product(Scope scope, Lists left, Lists right) {
    ColumnarChecks.jacobians(scope, left);
    ColumnarChecks.equalLengths(scope, left, right);
    FormulaMatrix product = FormulaMatrix.at(0).times(FormulaMatrix.at(4));
    return matrices(scope, List.of(left, right), List.of(), product);
  }

  /** {@link dev.troupe.motion.Matrix2#inverse} of each matrix. */
  static Lists inverse(Scope scope, Lists jacobians) {
    ColumnarChecks.jacobians(scope, jacobians);
    FormulaMatrix inverse = FormulaMatrix.at(0).inverse();
    return matrices(scope, List.of(jacobians), List.of(inverse.isFinite()), inverse);
  }

  /**
   * A matrix from each set of matrices.
   *
   * @param jacobians lists of matrices, of the same lengths
   * @param conditions what must hold for each set
   * @param result the matrix, of the first list's elements as inputs 0 to 3, the second's as 4 to 7
   */
  private static Lists matrices(
      Scope outer, List<Lists> jacobians, List<Formula> conditions, FormulaMatrix result) {
    Lists shape = jacobians.get(0);
    if (outer.areEmpty(shape)) {
      return copy(outer, shape);
    }
    try (Scope scope = outer.inner()) {
      List<Values> inputs = new ArrayList<>();
      jacobians.forEach(lists -> inputs.addAll(elements(scope, lists)));
      conditions.forEach(each -> scope.require(each, inputs.toArray(Values[]::new)));
      List<Values> numbers =
          result.elements().stream().map(element -> scope.evaluate(element, inputs)).toList();
      return scope.keep(scope.lists(shape, numbers));
    }
  }

  /** The first elements of all matrices, the second, third and fourth. */
  private static List<Values> elements(Scope outer, Lists jacobians) {
    try (Scope scope = outer.inner()) {
      Values all = scope.elements(jacobians);
      return IntStream.range(0, 4)
          .mapToObj(element -> scope.keep(scope.every(all, element, 4)))
          .toList();
    }
  }

  private static Lists copy(Scope outer, Lists lists) {
    try (Scope scope = outer.inner()) {
      return scope.keep(scope.lists(lists, List.of(scope.elements(lists))));
    }
  }

  /** The two columns that describe a picture's keypoints. */
  record Moved(Lists keypoints, Lists jacobians) {
    void check(Scope scope) {
      ColumnarChecks.model(scope, keypoints, jacobians);
    }

    /** That these are of the model of others that were checked. */
    void checkLike(Scope scope, Moved other) {
      ColumnarChecks.equalLengths(scope, keypoints, other.keypoints);
      ColumnarChecks.equalLengths(scope, jacobians, other.jacobians);
    }
  }
}
