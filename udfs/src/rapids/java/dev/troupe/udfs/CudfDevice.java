package dev.troupe.udfs;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;
import ai.rapids.cudf.ast.CompiledExpression;
import dev.troupe.udfs.DeviceColumn.Lists;
import dev.troupe.udfs.DeviceColumn.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The GPU, through cuDF. Compiled formulas are kept until it is closed; columns are the caller's.
 */
final class CudfDevice implements Device, AutoCloseable {
  private final Map<Formula, CompiledExpression> compiled = new HashMap<>();

  @Override
  public Values evaluate(Formula formula, List<Values> inputs) {
    CompiledExpression expression =
        compiled.computeIfAbsent(formula, each -> CudfFormula.expression(each).compile());
    ColumnVector[] columns = inputs.stream().map(CudfColumn::of).toArray(ColumnVector[]::new);
    try (Table table = new Table(columns)) {
      return new CudfColumn.Values(expression.computeColumn(table));
    }
  }

  @Override
  public Values choose(Values truth, Values yes, Values no) {
    return new CudfColumn.Values(
        CudfColumn.of(truth).ifElse(CudfColumn.of(yes), CudfColumn.of(no)));
  }

  @Override
  public Values choose(Values truth, Values yes, double no) {
    try (Scalar constant = Scalar.fromDouble(no)) {
      return new CudfColumn.Values(CudfColumn.of(truth).ifElse(CudfColumn.of(yes), constant));
    }
  }

  @Override
  public Values fill(Values values, Values gaps) {
    ColumnVector vector = CudfColumn.of(values);
    return new CudfColumn.Values(
        vector.hasNulls() ? vector.replaceNulls(CudfColumn.of(gaps)) : vector.incRefCount());
  }

  @Override
  public Values lengths(Lists lists) {
    try (ColumnVector counts = CudfColumn.of(lists).countElements()) {
      return doubles(counts);
    }
  }

  @Override
  public Values element(Lists lists, int index) {
    try (ColumnVector floats = CudfColumn.of(lists).extractListElement(index)) {
      return doubles(floats);
    }
  }

  @Override
  public Values elements(Lists lists) {
    try (ColumnView child = CudfColumn.of(lists).getChildColumnView(0)) {
      return doubles(child);
    }
  }

  @Override
  public Values every(Values values, int first, int step) {
    ColumnVector vector = CudfColumn.of(values);
    int rows = (int) (vector.getRowCount() / step);
    try (Scalar from = Scalar.fromInt(first);
        Scalar by = Scalar.fromInt(step);
        ColumnVector places = ColumnVector.sequence(from, by, rows);
        Table table = new Table(vector);
        Table gathered = table.gather(places)) {
      return new CudfColumn.Values(gathered.getColumn(0).incRefCount());
    }
  }

  @Override
  public Values spread(Values perRow, Lists lists) {
    try (ColumnVector counts = CudfColumn.of(lists).countElements();
        Table table = new Table(CudfColumn.of(perRow));
        Table repeated = table.repeat(counts)) {
      return new CudfColumn.Values(repeated.getColumn(0).incRefCount());
    }
  }

  @Override
  public Lists lists(Lists shape, List<Values> numbers) {
    try (Resources resources = new Resources()) {
      ColumnVector[] floats =
          numbers.stream()
              .map(each -> resources.own(CudfColumn.of(each).castTo(DType.FLOAT32)))
              .toArray(ColumnVector[]::new);
      ColumnVector elements = floats.length == 1 ? floats[0] : interleaved(resources, floats);
      ColumnVector vector = CudfColumn.of(shape);
      ColumnView offsets = resources.own(vector.getListOffsetsView());
      return new CudfColumn.Lists(elements.makeListFromOffsets(vector.getRowCount(), offsets));
    }
  }

  @Override
  public boolean areEmpty(Lists lists) {
    try (ColumnView child = CudfColumn.of(lists).getChildColumnView(0)) {
      return child.getRowCount() == 0;
    }
  }

  @Override
  public double largest(Values values) {
    try (Scalar largest = CudfColumn.of(values).max()) {
      return largest.getDouble();
    }
  }

  @Override
  public boolean any(Values truths) {
    try (Scalar any = CudfColumn.of(truths).any()) {
      return any.getBoolean();
    }
  }

  @Override
  public boolean all(Values truths) {
    try (Scalar all = CudfColumn.of(truths).all()) {
      return all.getBoolean();
    }
  }

  @Override
  public void close() {
    compiled.values().forEach(CompiledExpression::close);
    compiled.clear();
  }

  private static ColumnVector interleaved(Resources resources, ColumnVector... columns) {
    Table table = resources.own(new Table(columns));
    return resources.own(table.interleaveColumns());
  }

  private static Values doubles(ColumnView numbers) {
    return new CudfColumn.Values(numbers.castTo(DType.FLOAT64));
  }
}
