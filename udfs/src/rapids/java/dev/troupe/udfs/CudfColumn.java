package dev.troupe.udfs;

import ai.rapids.cudf.ColumnVector;

/** A device column that is cuDF's. */
interface CudfColumn {
  ColumnVector vector();

  /** Numbers (FLOAT64) or truths (BOOL8). */
  record Values(ColumnVector vector) implements CudfColumn, DeviceColumn.Values {
    @Override
    public void close() {
      vector.close();
    }
  }

  /**
   * Lists of FLOAT32: without nulls, and with nothing in the child column but their elements in
   * order, so that the children of lists of equal lengths lie side by side.
   */
  record Lists(ColumnVector vector) implements CudfColumn, DeviceColumn.Lists {
    @Override
    public void close() {
      vector.close();
    }
  }

  /** The vector of a column that this device made. */
  static ColumnVector of(DeviceColumn column) {
    return ((CudfColumn) column).vector();
  }
}
