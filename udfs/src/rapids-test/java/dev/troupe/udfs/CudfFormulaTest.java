package dev.troupe.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That formulas become cuDF's expressions of the same meaning. Needs no GPU: none is compiled. */
class CudfFormulaTest {
  @ParameterizedTest
  @CsvSource({
    "PLUS, ADD",
    "MINUS, SUB",
    "TIMES, MUL",
    "OVER, DIV",
    "REMAINDER, MOD",
    "LESS, LESS",
    "AT_MOST, LESS_EQUAL",
    "EQUAL, EQUAL",
    "AND, LOGICAL_AND",
    "OR, LOGICAL_OR"
  })
  void operation_translated_keepsOperatorAndOrder(Formula.Operation operation, String name) {
    Formula formula = new Formula.Binary(operation, Formula.input(3), Formula.input(5));

    assertThat(CudfFormula.expression(formula))
        .hasToString("(LEFT COLUMN(3) " + name + " LEFT COLUMN(5))");
  }

  @ParameterizedTest
  @CsvSource({"SQUARE_ROOT, SQRT", "ABSOLUTE, ABS"})
  void function_translated_keepsOperator(Formula.Function function, String name) {
    Formula formula = new Formula.Unary(function, Formula.input(1));

    assertThat(CudfFormula.expression(formula)).hasToString(name + "(LEFT COLUMN(1))");
  }
}
