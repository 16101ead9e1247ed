package dev.troupe.udfs;

import static dev.troupe.udfs.Formula.input;
import static dev.troupe.udfs.Formula.number;

import dev.troupe.udfs.DeviceColumn.Lists;
import dev.troupe.udfs.DeviceColumn.Values;

/**
 * What every row of a batch must fulfil, as {@link RowArguments} and {@code motion} ask it of one.
 * All throw {@link RefusedRowsException}.
 */
final class ColumnarChecks {
  private static final Formula EQUAL_LENGTHS = input(0).equal(input(1));

  private ColumnarChecks() {}

  /** Pairs of coordinates, at least one. */
  static void keypoints(Scope scope, Lists keypoints) {
    Formula even = input(0).remainder(number(2)).equal(number(0));
    scope.require(number(0).less(input(0)).and(even), scope.lengths(keypoints));
  }

  /** Keypoints, the second as many as the first. */
  static void keypoints(Scope scope, Lists a, Lists b) {
    keypoints(scope, a);
    equalLengths(scope, a, b);
  }

  /** Keypoints, and four numbers for each or none. */
  static void model(Scope scope, Lists keypoints, Lists jacobians) {
    keypoints(scope, keypoints);
    Formula none = input(1).equal(number(0));
    Formula four = input(1).equal(number(2).times(input(0)));
    scope.require(none.or(four), scope.lengths(keypoints), scope.lengths(jacobians));
  }

  /** 2x2 matrices. */
  static void jacobians(Scope scope, Lists jacobians) {
    scope.require(input(0).remainder(number(4)).equal(number(0)), scope.lengths(jacobians));
  }

  static void equalLengths(Scope scope, Lists a, Lists b) {
    scope.require(EQUAL_LENGTHS, scope.lengths(a), scope.lengths(b));
  }

  /** From 0 to 1. */
  static void weight(Scope scope, Values weight) {
    scope.require(number(0).atMost(input(0)).and(input(0).atMost(number(1))), weight);
  }
}
