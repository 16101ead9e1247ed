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

  boolean matches(int index) {
    return index >= from && index < until;
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
    if (name.equals(VideoSchema.INDEX)) {
      return index(predicate.name(), children);
    }
    if (name.equals(VideoSchema.CLIP) && Set.of("=", "IN").contains(predicate.name())) {
      return clips(children);
    }
    return this;
  }

  private FrameFilter index(String comparison, Expression[] children) {
    int lowest = Integer.MAX_VALUE;
    int highest = Integer.MIN_VALUE;
    for (int i = 1; i < children.length; i++) {
      OptionalInt bound = integer(children[i]);
      if (bound.isEmpty()) {
        return this;
      }
      lowest = Math.min(lowest, bound.getAsInt());
      highest = Math.max(highest, bound.getAsInt());
    }
    int after = highest == Integer.MAX_VALUE ? highest : highest + 1;
    return switch (comparison) {
      case ">=" -> new FrameFilter(Math.max(from, lowest), until, clips);
      case ">" -> new FrameFilter(Math.max(from, after), until, clips);
      case "<" -> new FrameFilter(from, Math.min(until, lowest), clips);
      case "<=" -> new FrameFilter(from, Math.min(until, after), clips);
      case "=", "IN" -> new FrameFilter(Math.max(from, lowest), Math.min(until, after), clips);
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
