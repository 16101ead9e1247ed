package dev.troupe.udfs;

import ai.rapids.cudf.ast.AstExpression;
import ai.rapids.cudf.ast.BinaryOperation;
import ai.rapids.cudf.ast.BinaryOperator;
import ai.rapids.cudf.ast.ColumnReference;
import ai.rapids.cudf.ast.Literal;
import ai.rapids.cudf.ast.UnaryOperation;
import ai.rapids.cudf.ast.UnaryOperator;

/** Formulas as cuDF's expressions: each is one kernel, whatever its size. */
final class CudfFormula {
  private CudfFormula() {}

  static AstExpression expression(Formula formula) {
    if (formula instanceof Formula.Input input) {
      return new ColumnReference(input.index());
    }
    if (formula instanceof Formula.Constant constant) {
      return Literal.ofDouble(constant.value());
    }
    if (formula instanceof Formula.Unary unary) {
      return new UnaryOperation(operator(unary.function()), expression(unary.of()));
    }
    Formula.Binary binary = (Formula.Binary) formula;
    return new BinaryOperation(
        operator(binary.operation()), expression(binary.left()), expression(binary.right()));
  }

  private static UnaryOperator operator(Formula.Function function) {
    return switch (function) {
      case SQUARE_ROOT -> UnaryOperator.SQRT;
      case ABSOLUTE -> UnaryOperator.ABS;
    };
  }

  private static BinaryOperator operator(Formula.Operation operation) {
    return switch (operation) {
      case PLUS -> BinaryOperator.ADD;
      case MINUS -> BinaryOperator.SUB;
      case TIMES -> BinaryOperator.MUL;
      case OVER -> BinaryOperator.DIV;
      case REMAINDER -> BinaryOperator.MOD;
      case LESS -> BinaryOperator.LESS;
      case AT_MOST -> BinaryOperator.LESS_EQUAL;
      case EQUAL -> BinaryOperator.EQUAL;
      case AND -> BinaryOperator.LOGICAL_AND;
      case OR -> BinaryOperator.LOGICAL_OR;
    };
  }
}
