package dev.troupe.udfs;

import java.util.Arrays;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.api.java.UDF7;
import org.jspecify.annotations.Nullable;

/** A keypoint function as Spark calls it, row by row; used by the interface of its arity. */
class RowUdf
    implements UDF1<Object, Object>,
        UDF2<Object, Object, Object>,
        UDF3<Object, Object, Object, Object>,
        UDF5<Object, Object, Object, Object, Object, Object>,
        UDF7<Object, Object, Object, Object, Object, Object, Object, Object> {
  private static final long serialVersionUID = 1L;

  private final KeypointFunction function;

  RowUdf(KeypointFunction function) {
    this.function = function;
  }

  final KeypointFunction function() {
    return function;
  }

  @Override
  public final @Nullable Object call(@Nullable Object a) {
    return evaluate(a);
  }

  @Override
  public final @Nullable Object call(@Nullable Object a, @Nullable Object b) {
    return evaluate(a, b);
  }

  @Override
  public final @Nullable Object call(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
    return evaluate(a, b, c);
  }

  @Override
  public final @Nullable Object call(
      @Nullable Object a,
      @Nullable Object b,
      @Nullable Object c,
      @Nullable Object d,
      @Nullable Object e) {
    return evaluate(a, b, c, d, e);
  }

  @Override
  public final @Nullable Object call(
      @Nullable Object a,
      @Nullable Object b,
      @Nullable Object c,
      @Nullable Object d,
      @Nullable Object e,
      @Nullable Object f,
      @Nullable Object g) {
    return evaluate(a, b, c, d, e, f, g);
  }

  private @Nullable Object evaluate(@Nullable Object... arguments) {
    return function.ofRow(Arrays.asList(arguments));
  }
}
