package dev.troupe.model;

import dev.troupe.torchscript.TensorData;
import java.util.List;

/** Coordinates of pixel centres: from -1 at the first to 1 at the last of a row or column. */
final class Grids {
  private Grids() {}

  /** {@code count} coordinates in a tensor of the given shape. */
  static TensorData line(int count, Integer... shape) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = coordinate(i, count);
    }
    return TensorData.of(List.of(shape), values);
  }

  /** The (x, y) of every pixel: shape (height * width, 2). */
  static TensorData points(int width, int height) {
    float[] values = new float[2 * width * height];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        values[at++] = coordinate(x, width);
        values[at++] = coordinate(y, height);
      }
    }
    return TensorData.of(List.of(width * height, 2), values);
  }

  private static float coordinate(int index, int count) {
    return 2f * (index / (count - 1f)) - 1f;
  }
}
