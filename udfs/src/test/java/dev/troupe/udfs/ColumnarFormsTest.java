package dev.troupe.udfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.udfs.DeviceColumn.Lists;
import dev.troupe.udfs.DeviceColumn.Values;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The columnar forms on arrays: the same steps as on a GPU, to the bit, and every column they made
 * closed. Nulls are taken out beforehand, as {@code CudfBatch} does.
 */
class ColumnarFormsTest extends FunctionProperties {
  @Override
  List<Object> evaluate(KeypointFunction function, List<List<Object>> rows) {
    List<List<Object>> present = rows.stream().filter(row -> !row.contains(null)).toList();
    List<Object> results = present.isEmpty() ? List.of() : withoutNulls(function, present);
    List<Object> spread = new ArrayList<>();
    int next = 0;
    for (List<Object> row : rows) {
      spread.add(row.contains(null) ? null : results.get(next++));
    }
    return spread;
  }

  @Override
  double tolerance() {
    return 0;
  }

  /** What chunks of rows are measured by, at ten keypoints. */
  @ParameterizedTest
  @EnumSource(KeypointFunction.class)
  void intermediates_ofTenKeypoints_holdAtMostTwoKilobytesARow(KeypointFunction function) {
    List<List<Object>> rows = new RandomRows(1).of(function, 10, 100);
    ArrayDevice device = new ArrayDevice();

    try (Scope scope = Scope.on(device)) {
      function.ofBatch(new ColumnarArguments(scope, columns(device, function, rows)));
    }

    assertThat(device.peakBytes() / rows.size()).isBetween(1L, 2048L);
    assertThat(device.open()).isZero();
  }

  private static List<Object> withoutNulls(KeypointFunction function, List<List<Object>> rows) {
    ArrayDevice device = new ArrayDevice();
    List<DeviceColumn> results = List.of();
    try (Scope scope = Scope.on(device)) {
      ColumnarArguments arguments = new ColumnarArguments(scope, columns(device, function, rows));
      results = function.ofBatch(arguments).stream().map(scope::keep).toList();
    } finally {
      assertThat(device.open()).as("open columns beside the result's").isEqualTo(results.size());
    }
    return rows(results, rows.size());
  }

  private static List<DeviceColumn> columns(
      ArrayDevice device, KeypointFunction function, List<List<Object>> rows) {
    List<DeviceColumn> columns = new ArrayList<>();
    for (int i = 0; i < function.parameters().size(); i++) {
      int index = i;
      columns.add(
          function.parameters().get(i).isList()
              ? device.listsOf(rows.stream().map(row -> floats(row, index)).toList())
              : device.valuesOf(rows.stream().map(row -> number(row.get(index))).toList()));
    }
    return columns;
  }

  private static Double number(Object value) {
    return value instanceof Boolean flag ? (Double) (flag ? 1.0 : 0.0) : (Double) value;
  }

  private static List<Object> rows(List<DeviceColumn> columns, int count) {
    List<Object> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      int index = row;
      List<Object> cells = columns.stream().map(column -> cell(column, index)).toList();
      rows.add(cells.size() == 1 ? cells.get(0) : cells);
    }
    return rows;
  }

  private static Object cell(DeviceColumn column, int row) {
    return column instanceof Lists lists
        ? list(ArrayDevice.rows(lists).get(row))
        : ArrayDevice.doubles((Values) column)[row];
  }
}
