package dev.troupe.udfs;

import dev.troupe.udfs.ColumnarTransfer.Moved;
import dev.troupe.udfs.DeviceColumn.Lists;
import dev.troupe.udfs.DeviceColumn.Values;
import java.util.List;

/**
 * A batch's arguments: lists for keypoints and Jacobians, values for the rest; no row has a null.
 *
 * @param scope where results and intermediates are made
 * @param columns one for each parameter; they belong to the caller
 */
record ColumnarArguments(Scope scope, List<DeviceColumn> columns) {
  ColumnarArguments {
    columns = List.copyOf(columns);
  }

  /** Any lists. */
  Lists lists(int index) {
    return (Lists) columns.get(index);
  }

  /** Checked keypoints. */
  Lists keypoints(int index) {
    Lists keypoints = lists(index);
    ColumnarChecks.keypoints(scope, keypoints);
    return keypoints;
  }

  /** Keypoints and Jacobians, to be checked by who uses them. */
  Moved model(int index) {
    return new Moved(lists(index), lists(index + 1));
  }

  Values values(int index) {
    return (Values) columns.get(index);
  }
}
