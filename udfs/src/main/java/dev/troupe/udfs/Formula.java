package dev.troupe.udfs;

/**
 * What a device computes for each row of some columns: a tree of operations on doubles and truths,
 * evaluated without rounding between those written down. A row for which an input has a gap has a
 * gap.
 */
sealed interface Formula {
  /** The input column of that place. */
  record Input(int index) implements Formula {}

  /** The same number for every row. */
  record Constant(double value) implements Formula {}

  /** An operation on one number. */
  record Unary(Function function, Formula of) implements Formula {}

  /** An operation on two. */
  record Binary(Operation operation, Formula left, Formula right) implements Formula {}

  /** From a number to a number. */
  enum Function {
    SQUARE_ROOT,
    ABSOLUTE
  }

  /** Arithmetic gives a number, a comparison a truth, AND and OR combine truths. */
  enum Operation {
    PLUS,
    MINUS,
    TIMES,
    OVER,
    REMAINDER,
    LESS,
    AT_MOST,
    EQUAL,
    AND,
    OR
  }

  static Formula input(int index) {
    return new Input(index);
  }

  static Formula number(double value) {
    return new Constant(value);
  }

  default Formula plus(Formula right) {
    return new Binary(Operation.PLUS, this, right);
  }

  default Formula minus(Formula right) {
    return new Binary(Operation.MINUS, this, right);
  }

  default Formula times(Formula right) {
    return new Binary(Operation.TIMES, this, right);
  }

  default Formula over(Formula right) {
    return new Binary(Operation.OVER, this, right);
  }

  default Formula remainder(Formula right) {
    return new Binary(Operation.REMAINDER, this, right);
  }

  default Formula less(Formula right) {
    return new Binary(Operation.LESS, this, right);
  }

  default Formula atMost(Formula right) {
    return new Binary(Operation.AT_MOST, this, right);
  }

  default Formula equal(Formula right) {
    return new Binary(Operation.EQUAL, this, right);
  }

  default Formula and(Formula right) {
    return new Binary(Operation.AND, this, right);
  }

  default Formula or(Formula right) {
    return new Binary(Operation.OR, this, right);
  }

  default Formula squareRoot() {
    return new Unary(Function.SQUARE_ROOT, this);
  }

  default Formula absolute() {
    return new Unary(Function.ABSOLUTE, this);
  }

  default Formula squared() {
    return times(this);
  }
}
