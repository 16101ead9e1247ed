package dev.troupe.udfs;

import ai.rapids.cudf.BinaryOp;
import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.OutOfBoundsPolicy;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * A function on cuDF columns as Spark has them, nulls included: rows with a null are taken out, the
 * function is computed for the others, and nulls are put back in their places.
 */
final class CudfBatch {
  private CudfBatch() {}

  /**
   * The function of each row.
   *
   * @param arguments by the function's parameters; they remain the caller's
   * @return the caller's to close
   */
  static ColumnVector evaluate(KeypointFunction function, List<ColumnVector> arguments) {
    if (arguments.stream().noneMatch(ColumnVector::hasNulls)
        && arguments.get(0).getRowCount() > 0) {
      return withoutNulls(function, arguments);
    }
    try (ColumnVector present = present(arguments);
        Table all = new Table(arguments.toArray(ColumnVector[]::new));
        Table dense = all.filter(present)) {
      if (dense.getRowCount() == 0) {
        return CudfNulls.column(function.type(), (int) all.getRowCount());
      }
      try (ColumnVector results = withoutNulls(function, columns(dense));
          ColumnVector places = places(present);
          Table table = new Table(results);
          Table spread = table.gather(places, OutOfBoundsPolicy.NULLIFY)) {
        return spread.getColumn(0).incRefCount();
      }
    }
  }

  /** Whether a row has all its arguments. */
  private static ColumnVector present(List<ColumnVector> arguments) {
    ColumnVector present = arguments.get(0).isNotNull();
    for (ColumnVector argument : arguments.subList(1, arguments.size())) {
      try (ColumnVector before = present;
          ColumnVector own = argument.isNotNull()) {
        present = before.and(own);
      }
    }
    return present;
  }

  /** For each row its place among the present ones; where it is absent a place that no row has. */
  private static ColumnVector places(ColumnVector present) {
    try (ColumnVector ones = present.castTo(DType.INT32);
        ColumnVector counts = ones.prefixSum();
        Scalar one = Scalar.fromInt(1);
        ColumnVector places = counts.binaryOp(BinaryOp.SUB, one, DType.INT32);
        Scalar nowhere = Scalar.fromInt(Integer.MIN_VALUE)) {
      return present.ifElse(places, nowhere);
    }
  }

  private static List<ColumnVector> columns(Table table) {
    List<ColumnVector> columns = new ArrayList<>();
    for (int i = 0; i < table.getNumberOfColumns(); i++) {
      columns.add(table.getColumn(i));
    }
    return columns;
  }

  private static ColumnVector withoutNulls(
      KeypointFunction function, List<ColumnVector> arguments) {
    try (CudfDevice device = new CudfDevice();
        Resources adopted = new Resources();
        Scope scope = Scope.on(device)) {
      List<DeviceColumn> columns = new ArrayList<>();
      for (int i = 0; i < arguments.size(); i++) {
        columns.add(
            adopted.own(CudfArguments.adopt(function.parameters().get(i), arguments.get(i))));
      }
      List<DeviceColumn> results = function.ofBatch(new ColumnarArguments(scope, columns));
      results.forEach(each -> adopted.own(scope.keep(each)));
      ColumnVector[] vectors = results.stream().map(CudfColumn::of).toArray(ColumnVector[]::new);
      return vectors.length == 1 ? vectors[0].incRefCount() : ColumnVector.makeStruct(vectors);
    } catch (RefusedRowsException e) {
      throw CudfArguments.refusal(function, arguments, e);
    }
  }
}
