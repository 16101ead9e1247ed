package dev.troupe.udfs;

import java.util.List;

/** {@link dev.troupe.motion.Matrix2} in formulas: the same operations in the same order. */
record FormulaMatrix(Formula xx, Formula xy, Formula yx, Formula yy) {

  /** The matrix whose elements are four inputs in a row. */
  static FormulaMatrix at(int first) {
    return new FormulaMatrix(
        Formula.input(first),
        Formula.input(first + 1),
        Formula.input(first + 2),
        Formula.input(first + 3));
  }

  FormulaMatrix times(FormulaMatrix right) {
    return new FormulaMatrix(
        xx.times(right.xx).plus(xy.times(right.yx)),
        xx.times(right.xy).plus(xy.times(right.yy)),
        yx.times(right.xx).plus(yy.times(right.yx)),
        yx.times(right.xy).plus(yy.times(right.yy)));
  }

  FormulaMatrix inverse() {
    Formula determinant = xx.times(yy).minus(xy.times(yx));
    Formula minusOne = Formula.number(-1);
    return new FormulaMatrix(
        yy.over(determinant),
        minusOne.times(xy).over(determinant),
        minusOne.times(yx).over(determinant),
        xx.over(determinant));
  }

  /** Whether every element is a number within float's range: of an inverse, that there is one. */
  Formula isFinite() {
    return elements().stream()
        .map(element -> element.absolute().atMost(Formula.number(Float.MAX_VALUE)))
        .reduce(Formula::and)
        .orElseThrow();
  }

  List<Formula> elements() {
    return List.of(xx, xy, yx, yy);
  }
}
