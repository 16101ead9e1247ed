package dev.troupe.udfs;

import ai.rapids.cudf.ColumnVector;
import com.nvidia.spark.RapidsUDF;
import java.util.ArrayList;
import java.util.List;

/** A keypoint function that the RAPIDS Accelerator can run on a GPU, batch by batch. */
final class ColumnarUdf extends RowUdf implements RapidsUDF {
  private static final long serialVersionUID = 1L;

  /**
   * So many rows are computed at once: enough to fill a GPU, and intermediates of at most 2 KB a
   * row (at ten keypoints) stay within half a gigabyte, whatever the batch.
   */
  private static final int CHUNK_ROWS = 1 << 18;

  ColumnarUdf(KeypointFunction function) {
    super(function);
  }

  /**
   * The function of each row.
   *
   * @param numRows of every argument and of the result
   * @param arguments lists of numbers, numbers or booleans, by the function's parameters; they
   *     remain the caller's to close
   * @return the caller's to close
   * @throws IllegalArgumentException as the row form, if a row's arguments do not fit
   */
  @Override
  public ColumnVector evaluateColumnar(int numRows, ColumnVector... arguments) {
    return evaluate(numRows, CHUNK_ROWS, arguments);
  }

  /** With chunks of a given size. */
  ColumnVector evaluate(int numRows, int chunkRows, ColumnVector... arguments) {
    if (numRows <= chunkRows) {
      return CudfBatch.evaluate(function(), List.of(arguments));
    }
    try (Resources resources = new Resources()) {
      List<ColumnVector> results = new ArrayList<>();
      for (int start = 0; start < numRows; start += chunkRows) {
        results.add(resources.own(chunk(start, Math.min(numRows - start, chunkRows), arguments)));
      }
      return ColumnVector.concatenate(results.toArray(ColumnVector[]::new));
    }
  }

  private ColumnVector chunk(int start, int rows, ColumnVector... arguments) {
    try (Resources resources = new Resources()) {
      List<ColumnVector> parts = new ArrayList<>();
      for (ColumnVector argument : arguments) {
        parts.add(resources.own(argument.subVector(start, start + rows)));
      }
      return CudfBatch.evaluate(function(), parts);
    }
  }
}
