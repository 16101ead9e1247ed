package dev.troupe.source;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What a query's WHERE says of clips and frame indices, as far as it is simple.
 *
 * @param from the lowest index that can match
 * @param until the index behind the highest that can match
 * @param clips the only clips that can match; empty for any
 */
record FrameFilter(int from, int until, Optional<Set<String>> clips) {
  /** Lets every frame pass. */
  static final FrameFilter ALL = new FrameFilter(0, Integer.MAX_VALUE, Optional.empty());

  static FrameFilter of(Predicate[] predicates) {
    FrameFilter filter = ALL;
    for (Predicate predicate : predicates) {
      filter = filter.and(predicate);
    }
    return filter;
  }

  boolean matches(String clip) {
    return clips.map(set -> set.contains(clip)).orElse(true);
  }

  private FrameFilter and(Predicate predicate) {
    Expression[] children = predicate.children();
    if (predicate.name().equals("AND")) {
      return and((Predicate) children[0]).and((Predicate) children[1]);
    }
    if (children.length < 2 || !(children[0] instanceof NamedReference column)) {
      return this;
    }
    String name = String.join(".", column.fieldNames());
    if (name.equals(VideoSchema.INDEX) && children.length == 2) {
      OptionalInt bound = integer(children[1]);
      return bound.isPresent() ? index(predicate.name(), bound.getAsInt()) : this;
    }
    if (name.equals(VideoSchema.CLIP) && Set.of("=", "IN").contains(predicate.name())) {
      return clips(children);
    }
    return this;
  }

  private FrameFilter index(String comparison, int bound) {
    int after = bound == Integer.MAX_VALUE ? bound : bound + 1;
    return switch (comparison) {
      case ">=" -> new FrameFilter(Math.max(from, bound), until, clips);
      case ">" -> new FrameFilter(Math.max(from, after), until, clips);
      case "<" -> new FrameFilter(from, Math.min(until, bound), clips);
      case "<=" -> new FrameFilter(from, Math.min(until, after), clips);
      case "=" -> new FrameFilter(Math.max(from, bound), Math.min(until, after), clips);
      default -> this;
    };
  }

  private FrameFilter clips(Expression[] children) {
    Set<String> names = new TreeSet<>();
    for (int i = 1; i < children.length; i++) {
      if (children[i] instanceof Literal<?> literal && literal.value() instanceof UTF8String text) {
        names.add(text.toString());
      } else {
        return this;
      }
    }
    clips.ifPresent(names::retainAll);
    return new FrameFilter(from, until, Optional.of(names));
  }

  private static OptionalInt integer(Expression expression) {
    return expression instanceof Literal<?> literal && literal.value() instanceof Integer value
        ? OptionalInt.of(value)
        : OptionalInt.empty();
  }
}
