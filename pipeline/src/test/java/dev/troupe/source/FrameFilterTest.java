package dev.troupe.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.filter.And;
import org.apache.spark.sql.connector.expressions.filter.Not;
import org.apache.spark.sql.connector.expressions.filter.Or;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** A filter may be too generous, never too strict. */
class FrameFilterTest {
  @Test
  void of_comparisonsWithIndex_narrowsTheRange() {
    assertRange(filter(index(">=", 3)), 3, Integer.MAX_VALUE);
    assertRange(filter(index(">", 3)), 4, Integer.MAX_VALUE);
    assertRange(filter(index("<", 3)), 0, 3);
    assertRange(filter(index("<=", 3)), 0, 4);
    assertRange(filter(index("=", 3)), 3, 4);
    assertRange(filter(index("IN", 9, 3, 5)), 3, 10);
  }

  @Test
  void of_severalPredicates_narrowsByAll() {
    assertRange(filter(index(">=", 3), index("<", 9), index(">", 4)), 5, 9);
    assertRange(filter(new And(index(">=", 3), new And(index("<", 9), index("<=", 6)))), 3, 7);
  }

  @Test
  void of_largestIndex_doesNotOverflow() {
    assertThat(filter(index(">", Integer.MAX_VALUE)).matches(5)).isFalse();
    assertThat(filter(index("<=", Integer.MAX_VALUE)).matches(5)).isTrue();
    assertThat(filter(index("=", Integer.MIN_VALUE)).matches(0)).isFalse();
  }

  @Test
  void of_whatIsNotUnderstood_letsEverythingPass() {
    Predicate[] others = {
      new Or(index("=", 1), index("=", 5)),
      new Not(index("<", 7)),
      index("<>", 3),
      index("<=>", 3),
      new Predicate("IS_NOT_NULL", new Expression[] {Expressions.column("index")}),
      new Predicate("<", new Expression[] {number(3), Expressions.column("index")}),
      new Predicate(
          "<", new Expression[] {Expressions.column("index"), Expressions.column("time")}),
      new Predicate("=", new Expression[] {Expressions.column("time.numerator"), number(3)}),
      new Predicate("STARTS_WITH", new Expression[] {Expressions.column("clip"), text("a")}),
    };

    for (Predicate other : others) {
      assertThat(filter(other)).as(other.toString()).isEqualTo(FrameFilter.ALL);
    }
  }

  @Test
  void of_clips_keepsOnlyThoseInAllLists() {
    FrameFilter one = filter(clip("=", "a.mp4"));
    FrameFilter some = filter(clip("IN", "a.mp4", "b.mp4"), clip("IN", "b.mp4", "c.mp4"));

    assertThat(one.matches("a.mp4")).isTrue();
    assertThat(one.matches("b.mp4")).isFalse();
    assertThat(some.matches("a.mp4")).isFalse();
    assertThat(some.matches("b.mp4")).isTrue();
    assertThat(filter(index("<", 3)).matches("any.mp4")).isTrue();
  }

  private static FrameFilter filter(Predicate... predicates) {
    return FrameFilter.of(predicates);
  }

  private static void assertRange(FrameFilter filter, int from, int until) {
    assertThat(filter.from()).isEqualTo(from);
    assertThat(filter.until()).isEqualTo(until);
    assertThat(filter.matches(from)).isTrue();
    assertThat(filter.matches(from - 1)).isFalse();
    assertThat(filter.matches(until)).isFalse();
  }

  private static Predicate index(String comparison, int... values) {
    Expression[] children = new Expression[values.length + 1];
    children[0] = Expressions.column("index");
    for (int i = 0; i < values.length; i++) {
      children[i + 1] = number(values[i]);
    }
    return new Predicate(comparison, children);
  }

  private static Predicate clip(String comparison, String... names) {
    Expression[] children = new Expression[names.length + 1];
    children[0] = Expressions.column("clip");
    Arrays.setAll(children, i -> i == 0 ? children[0] : text(names[i - 1]));
    return new Predicate(comparison, children);
  }

  private static LiteralValue<Integer> number(int value) {
    return new LiteralValue<>(value, DataTypes.IntegerType);
  }

  private static LiteralValue<UTF8String> text(String value) {
    return new LiteralValue<>(UTF8String.fromString(value), DataTypes.StringType);
  }
}
