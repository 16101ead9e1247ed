package dev.troupe.udfs;

import dev.troupe.udfs.DeviceColumn.Lists;
import dev.troupe.udfs.DeviceColumn.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A device on Java arrays that knows how many of its columns are open; truths are 1 and 0. */
final class ArrayDevice implements Device {
  private int open;
  private long bytes;
  private long peak;

  /** The most that its columns held at once, as doubles and floats. */
  long peakBytes() {
    return peak;
  }

  /** Columns that were made and not closed. */
  int open() {
    return open;
  }

  /** A column as the functions' arguments are: it belongs to the test. */
  Lists listsOf(List<float[]> rows) {
    return new ArrayLists(rows);
  }

  /** Numbers or truths. */
  Values valuesOf(List<Double> rows) {
    return new ArrayValues(rows.toArray(Double[]::new));
  }

  @Override
  public Values evaluate(Formula formula, List<Values> inputs) {
    List<Double[]> columns = inputs.stream().map(ArrayDevice::doubles).toList();
    assertThatAll(columns, columns.get(0).length);
    return each(
        columns.get(0).length,
        row ->
            columns.stream().anyMatch(column -> column[row] == null)
                ? null
                : value(formula, columns, row));
  }

  @Override
  public Values choose(Values truth, Values yes, Values no) {
    return each(doubles(truth).length, row -> doubles(isTrue(truth, row) ? yes : no)[row]);
  }

  @Override
  public Values choose(Values truth, Values yes, double no) {
    return each(doubles(truth).length, row -> isTrue(truth, row) ? doubles(yes)[row] : (Double) no);
  }

  @Override
  public Values fill(Values values, Values gaps) {
    return each(
        doubles(values).length,
        row -> doubles(values)[row] == null ? doubles(gaps)[row] : doubles(values)[row]);
  }

  @Override
  public Values lengths(Lists lists) {
    return each(rows(lists).size(), row -> (double) rows(lists).get(row).length);
  }

  @Override
  public Values element(Lists lists, int index) {
    return each(
        rows(lists).size(),
        row -> {
          float[] list = rows(lists).get(row);
          return index < list.length ? (Double) (double) list[index] : null;
        });
  }

  @Override
  public Values elements(Lists lists) {
    List<Double> elements = new ArrayList<>();
    for (float[] list : rows(lists)) {
      for (float element : list) {
        elements.add((double) element);
      }
    }
    return each(elements.size(), elements::get);
  }

  @Override
  public Values every(Values values, int first, int step) {
    return each(doubles(values).length / step, row -> doubles(values)[first + row * step]);
  }

  @Override
  public Values spread(Values perRow, Lists lists) {
    List<Double> spread = new ArrayList<>();
    for (int row = 0; row < rows(lists).size(); row++) {
      for (int i = 0; i < rows(lists).get(row).length; i++) {
        spread.add(doubles(perRow)[row]);
      }
    }
    return each(spread.size(), spread::get);
  }

  @Override
  public Lists lists(Lists shape, List<Values> numbers) {
    List<float[]> lists = new ArrayList<>();
    int at = 0;
    for (float[] row : rows(shape)) {
      float[] list = new float[row.length];
      for (int i = 0; i < list.length; i++, at++) {
        Values column = numbers.get(at % numbers.size());
        list[i] = doubles(column)[at / numbers.size()].floatValue();
      }
      lists.add(list);
    }
    return counted(new ArrayLists(lists));
  }

  @Override
  public boolean areEmpty(Lists lists) {
    return rows(lists).stream().allMatch(row -> row.length == 0);
  }

  @Override
  public double largest(Values values) {
    return List.of(doubles(values)).stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  @Override
  public boolean any(Values truths) {
    return List.of(doubles(truths)).stream().anyMatch(truth -> truth != 0);
  }

  @Override
  public boolean all(Values truths) {
    return List.of(doubles(truths)).stream().allMatch(truth -> truth != 0);
  }

  /** What a column holds. */
  static Double[] doubles(Values values) {
    ArrayValues column = (ArrayValues) values;
    column.state.requireOpen();
    return column.rows;
  }

  /** What a column holds. */
  static List<float[]> rows(Lists lists) {
    ArrayLists column = (ArrayLists) lists;
    column.state.requireOpen();
    return column.rows;
  }

  private static boolean isTrue(Values truths, int row) {
    return doubles(truths)[row] != 0;
  }

  private static void assertThatAll(List<Double[]> columns, int rows) {
    if (rows == 0 || columns.stream().anyMatch(column -> column.length != rows)) {
      throw new AssertionError("a formula over columns of different lengths, or of no rows");
    }
  }

  private static double value(Formula formula, List<Double[]> columns, int row) {
    if (formula instanceof Formula.Input input) {
      return columns.get(input.index())[row];
    }
    if (formula instanceof Formula.Constant constant) {
      return constant.value();
    }
    if (formula instanceof Formula.Unary unary) {
      double of = value(unary.of(), columns, row);
      return switch (unary.function()) {
        case SQUARE_ROOT -> Math.sqrt(of);
        case ABSOLUTE -> Math.abs(of);
      };
    }
    Formula.Binary binary = (Formula.Binary) formula;
    return value(
        binary.operation(),
        value(binary.left(), columns, row),
        value(binary.right(), columns, row));
  }

  private static double value(Formula.Operation operation, double left, double right) {
    return switch (operation) {
      case PLUS -> left + right;
      case MINUS -> left - right;
      case TIMES -> left * right;
      case OVER -> left / right;
      case REMAINDER -> left % right;
      case LESS -> left < right ? 1 : 0;
      case AT_MOST -> left <= right ? 1 : 0;
      case EQUAL -> left == right ? 1 : 0;
      case AND -> left != 0 && right != 0 ? 1 : 0;
      case OR -> left != 0 || right != 0 ? 1 : 0;
    };
  }

  private Values each(int rows, IntFunction<Double> value) {
    Double[] values = new Double[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = value.apply(row);
    }
    return counted(new ArrayValues(values));
  }

  private <C extends DeviceColumn> C counted(C column) {
    open++;
    bytes += bytes(column);
    peak = Math.max(peak, bytes);
    return column;
  }

  private void uncount(DeviceColumn column) {
    open--;
    bytes -= bytes(column);
  }

  private static long bytes(DeviceColumn column) {
    return column instanceof ArrayValues values
        ? (long) Double.BYTES * values.rows.length
        : ((ArrayLists) column).rows.stream().mapToLong(row -> 4L * row.length).sum();
  }

  /** Closed columns cannot be used, nor closed again. */
  private static final class State {
    private boolean closed;

    void requireOpen() {
      if (closed) {
        throw new AssertionError("a closed column is used");
      }
    }

    void close() {
      requireOpen();
      closed = true;
    }
  }

  private final class ArrayValues implements Values {
    private final Double[] rows;
    private final State state = new State();

    ArrayValues(Double... rows) {
      this.rows = rows;
    }

    @Override
    public void close() {
      state.close();
      uncount(this);
    }
  }

  private final class ArrayLists implements Lists {
    private final List<float[]> rows;
    private final State state = new State();

    ArrayLists(List<float[]> rows) {
      this.rows = rows;
    }

    @Override
    public void close() {
      state.close();
      uncount(this);
    }
  }
}
