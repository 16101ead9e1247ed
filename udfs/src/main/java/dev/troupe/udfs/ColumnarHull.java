package dev.troupe.udfs;

import static dev.troupe.udfs.Formula.input;
import static dev.troupe.udfs.Formula.number;

import dev.troupe.motion.MovementScale;
import dev.troupe.udfs.DeviceColumn.Lists;
import dev.troupe.udfs.DeviceColumn.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Areas of convex hulls for a batch of rows: Andrew's chains, but found by wrapping, since all rows
 * must take the same steps. From the leftmost point each chain goes on to the point that has all
 * others on one side; K - 1 steps reach the rightmost point of every row, and rows that are there
 * stay. The areas are summed as {@link dev.troupe.motion.ConvexHull} does.
 */
final class ColumnarHull {
  private static final Formula AREA = number(-1).times(input(0)).plus(input(1));

  private ColumnarHull() {}

  /** The keypoints' coordinates, a column for each; where a row has fewer, its first again. */
  private record Points(List<Values> x, List<Values> y) {}

  /** {@link dev.troupe.motion.ConvexHull#area} of checked keypoints. */
  static Values area(Scope outer, Lists keypoints) {
    try (Scope scope = outer.inner()) {
      Points points = points(scope, keypoints);
      Values signed =
          scope.evaluate(AREA, areaUnder(scope, points, -1), areaUnder(scope, points, 1));
      Values positive = scope.evaluate(number(0).less(input(0)), signed);
      return scope.keep(scope.choose(positive, signed, 0));
    }
  }

  /** {@link MovementScale#of} of checked keypoints. */
  static Values movementScale(Scope outer, Lists source, Lists reference) {
    try (Scope scope = outer.inner()) {
      Values own = area(scope, source);
      Values driving = area(scope, reference);
      Values ratio =
          scope.evaluate(input(0).squareRoot().over(input(1).squareRoot()), own, driving);
      return scope.keep(scope.choose(haveSizes(scope, own, driving), ratio, 1));
    }
  }

  /** Whether two areas are more than rounding errors. */
  static Values haveSizes(Scope scope, Values areaA, Values areaB) {
    Formula smallest = number(MovementScale.SMALLEST_AREA);
    return scope.evaluate(smallest.atMost(input(0)).and(smallest.atMost(input(1))), areaA, areaB);
  }

  private static Points points(Scope scope, Lists keypoints) {
    int count = (int) scope.largest(scope.lengths(keypoints)) / 2;
    Points points = new Points(new ArrayList<>(), new ArrayList<>());
    Values firstX = scope.element(keypoints, 0);
    Values firstY = scope.element(keypoints, 1);
    for (int k = 0; k < count; k++) {
      points.x.add(scope.fill(scope.element(keypoints, 2 * k), firstX));
      points.y.add(scope.fill(scope.element(keypoints, 2 * k + 1), firstY));
    }
    return points;
  }

  /** The area between the upper (turn 1) or lower (turn -1) chain and the x axis. */
  private static Values areaUnder(Scope outer, Points points, int turn) {
    try (Scope scope = outer.inner()) {
      Formula better = isBetter(turn);
      Formula strip =
          input(2).minus(input(0)).times(input(3).plus(input(1))).over(number(2)).plus(input(4));
      List<Values> at = leftmost(scope, points);
      Values area = scope.evaluate(input(0).minus(input(0)), points.x.get(0));
      for (int step = 1; step < points.x.size(); step++) {
        List<Values> next = next(scope, points, at, better);
        area = scope.evaluate(strip, at.get(0), at.get(1), next.get(0), next.get(1), area);
        at = next;
      }
      return scope.keep(area);
    }
  }

  private static List<Values> leftmost(Scope outer, Points points) {
    try (Scope scope = outer.inner()) {
      Formula before = isBefore(input(2), input(3), input(0), input(1));
      Values x = points.x.get(0);
      Values y = points.y.get(0);
      for (int k = 1; k < points.x.size(); k++) {
        Values truth = scope.evaluate(before, x, y, points.x.get(k), points.y.get(k));
        x = scope.choose(truth, points.x.get(k), x);
        y = scope.choose(truth, points.y.get(k), y);
      }
      return List.of(scope.keep(x), scope.keep(y));
    }
  }

  /** The chain's point after the given one; the same where it has ended. */
  private static List<Values> next(Scope outer, Points points, List<Values> at, Formula better) {
    try (Scope scope = outer.inner()) {
      Values x = at.get(0);
      Values y = at.get(1);
      for (int k = 0; k < points.x.size(); k++) {
        Values pointX = points.x.get(k);
        Values pointY = points.y.get(k);
        try (Scope one = scope.inner()) {
          Values truth = one.evaluate(better, at.get(0), at.get(1), x, y, pointX, pointY);
          x = one.keep(one.choose(truth, pointX, x));
          y = one.keep(one.choose(truth, pointY, y));
        }
      }
      return List.of(scope.keep(x), scope.keep(y));
    }
  }

  /**
   * Of the chain's last point (inputs 0, 1), the next one found so far (2, 3) and a further point
   * (4, 5): whether that is the next one rather. It must lie after the last, and there be none so
   * far, or lie beyond the line to it, or further along it.
   */
  private static Formula isBetter(int turn) {
    Formula cross =
        input(2)
            .minus(input(0))
            .times(input(5).minus(input(1)))
            .minus(input(3).minus(input(1)).times(input(4).minus(input(0))));
    Formula isFirst = input(0).equal(input(2)).and(input(1).equal(input(3)));
    Formula isBeyond = number(0).less(number(turn).times(cross));
    Formula isFurther =
        cross.equal(number(0)).and(isBefore(input(2), input(3), input(4), input(5)));
    return isBefore(input(0), input(1), input(4), input(5)).and(isFirst.or(isBeyond).or(isFurther));
  }

  /** Whether the point a lies left of b or, if neither does, above it. */
  private static Formula isBefore(Formula ax, Formula ay, Formula bx, Formula by) {
    return ax.less(bx).or(ax.equal(bx).and(ay.less(by)));
  }
}
