package dev.troupe.udfs;

import dev.troupe.udfs.DeviceColumn.Lists;
import dev.troupe.udfs.DeviceColumn.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device whose columns end with a block of code: all that were made in it are closed with it, but
 * those handed over by {@link #keep}.
 */
final class Scope implements AutoCloseable {
  private final Device device;
  private final @Nullable Scope outer;
  private final List<DeviceColumn> columns = new ArrayList<>();

  private Scope(Device device, @Nullable Scope outer) {
    this.device = device;
    this.outer = outer;
  }

  /** A scope whose kept columns are the caller's to close. */
  static Scope on(Device device) {
    return new Scope(device, null);
  }

  /** A scope whose kept columns pass into this one. */
  Scope inner() {
    return new Scope(device, this);
  }

  /** Lets a column outlive this scope; one that is not this scope's stays where it is. */
  <C extends DeviceColumn> C keep(C column) {
    boolean mine = columns.removeIf(each -> each == column);
    if (mine && outer != null) {
      outer.columns.add(column);
    }
    return column;
  }

  Values evaluate(Formula formula, Values... inputs) {
    return own(device.evaluate(formula, List.of(inputs)));
  }

  Values evaluate(Formula formula, List<Values> inputs) {
    return own(device.evaluate(formula, inputs));
  }

  Values choose(Values truth, Values yes, Values no) {
    return own(device.choose(truth, yes, no));
  }

  Values choose(Values truth, Values yes, double no) {
    return own(device.choose(truth, yes, no));
  }

  Values fill(Values values, Values gaps) {
    return own(device.fill(values, gaps));
  }

  Values lengths(Lists lists) {
    return own(device.lengths(lists));
  }

  Values element(Lists lists, int index) {
    return own(device.element(lists, index));
  }

  Values elements(Lists lists) {
    return own(device.elements(lists));
  }

  Values every(Values values, int first, int step) {
    return own(device.every(values, first, step));
  }

  Values spread(Values perRow, Lists lists) {
    return own(device.spread(perRow, lists));
  }

  Lists lists(Lists shape, List<Values> numbers) {
    return own(device.lists(shape, numbers));
  }

  boolean areEmpty(Lists lists) {
    return device.areEmpty(lists);
  }

  double largest(Values values) {
    return device.largest(values);
  }

  boolean any(Values truths) {
    return device.any(truths);
  }

  /**
   * Goes on only where every row is as it must be.
   *
   * @throws RefusedRowsException otherwise
   */
  void require(Formula condition, Values... inputs) {
    try (Values truths = device.evaluate(condition, List.of(inputs))) {
      if (!device.all(truths)) {
        throw new RefusedRowsException();
      }
    }
  }

  @Override
  public void close() {
    Collections.reverse(columns);
    columns.forEach(DeviceColumn::close);
    columns.clear();
  }

  private <C extends DeviceColumn> C own(C column) {
    columns.add(column);
    return column;
  }
}
