package dev.troupe.udfs;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.HostColumnVector;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;
import dev.troupe.udfs.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;
import scala.jdk.javaapi.CollectionConverters;

/** Arguments without null rows, from cuDF to the columnar forms; refused ones to the row form. */
final class CudfArguments {
  private CudfArguments() {}

  /**
   * The argument as columnar forms take it.
   *
   * @return the caller's to close
   * @throws RefusedRowsException if an array has a null in it
   */
  static DeviceColumn adopt(Parameter parameter, ColumnVector argument) {
    if (!parameter.isList()) {
      return new CudfColumn.Values(
          argument.castTo(parameter.kind() == Kind.FLAG ? DType.BOOL8 : DType.FLOAT64));
    }
    try (ColumnView child = argument.getChildColumnView(0)) {
      if (child.getRowCount() == elements(argument)) {
        return floats(argument, child);
      }
    }
    try (ColumnVector all = argument.isNotNull();
        Table table = new Table(argument);
        Table compact = table.filter(all);
        ColumnView child = compact.getColumn(0).getChildColumnView(0)) {
      return floats(compact.getColumn(0), child);
    }
  }

  /** How many elements the lists have; their child column may hold more. */
  private static long elements(ColumnVector lists) {
    try (ColumnVector counts = lists.countElements();
        Scalar total = counts.sum(DType.INT64)) {
      return total.getLong();
    }
  }

  private static CudfColumn.Lists floats(ColumnVector lists, ColumnView child) {
    if (child.getNullCount() > 0) {
      throw new RefusedRowsException();
    }
    if (child.getType().equals(DType.FLOAT32)) {
      return new CudfColumn.Lists(lists.incRefCount());
    }
    try (ColumnVector floats = child.castTo(DType.FLOAT32);
        ColumnView offsets = lists.getListOffsetsView()) {
      return new CudfColumn.Lists(floats.makeListFromOffsets(lists.getRowCount(), offsets));
    }
  }

  /** What the row form says of the first row that it refuses. */
  static RuntimeException refusal(
      KeypointFunction function, List<ColumnVector> arguments, RefusedRowsException cause) {
    try (Resources resources = new Resources()) {
      List<HostColumnVector> host = new ArrayList<>();
      for (int i = 0; i < arguments.size(); i++) {
        host.add(resources.own(copyToHost(function.parameters().get(i), arguments.get(i))));
      }
      for (int row = 0; row < arguments.get(0).getRowCount(); row++) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < host.size(); i++) {
          values.add(value(function.parameters().get(i), host.get(i), row));
        }
        function.ofRow(values);
      }
    } catch (IllegalArgumentException e) {
      return e;
    }
    return new IllegalStateException(
        "Cannot say which row %s refuses: its row form takes all".formatted(function.sqlName()),
        cause);
  }

  private static HostColumnVector copyToHost(Parameter parameter, ColumnVector argument) {
    if (parameter.kind() != Kind.WEIGHT) {
      return argument.copyToHost();
    }
    try (ColumnVector numbers = argument.castTo(DType.FLOAT64)) {
      return numbers.copyToHost();
    }
  }

  private static Object value(Parameter parameter, HostColumnVector column, int row) {
    if (parameter.isList()) {
      List<?> elements = column.getList(row);
      return CollectionConverters.asScala(elements).toSeq();
    }
    return parameter.kind() == Kind.FLAG ? column.getBoolean(row) : column.getDouble(row);
  }
}
