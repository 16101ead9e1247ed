package dev.troupe.model;

import dev.troupe.torchscript.TensorData;
import java.util.List;

/**
 * A 3x3 convolution of a picture whose pixels were all doubled, as a 2x2 convolution of the picture
 * itself with four times the channels: 4/9 of the work, the same numbers up to rounding.
 *
 * <p>A doubled picture repeats its rows, so of the three rows that a result needs two are one: an
 * even result row {@code 2i} sees the rows {@code i-1, i, i}, an odd one {@code i, i, i+1}; columns
 * alike. The four cases become blocks of channels: even row and column; even row, odd column; odd
 * row, even column; odd row and column. With the picture padded by one, odd rows and columns begin
 * one later than even ones.
 */
final class UpConvolution {
  private static final int CASES = 4;
  private static final int KERNEL = 3;

  private UpConvolution() {}

  /** (C,D,3,3) to (4C,D,2,2). */
  static TensorData weight(TensorData weight) {
    int outputs = weight.shape().get(0);
    int inputs = weight.shape().get(1);
    return TensorData.lazy(
        List.of(CASES * outputs, inputs, 2, 2),
        () -> {
          float[] from = weight.floats();
          float[] to = new float[CASES * outputs * inputs * 4];
          for (int tap = 0; tap < from.length; tap++) {
            add(tap, from[tap], weight.shape(), to);
          }
          return to;
        });
  }

  /** (C) to (4C). */
  static TensorData bias(TensorData bias) {
    return TensorData.lazy(
        List.of(CASES * bias.shape().get(0)),
        () -> {
          float[] from = bias.floats();
          float[] to = new float[CASES * from.length];
          for (int i = 0; i < to.length; i++) {
            to[i] = from[i % from.length];
          }
          return to;
        });
  }

  /** Adds one of the nine weights to where it belongs in each of the four cases. */
  private static void add(int tap, float value, List<Integer> shape, float[] to) {
    int inputs = shape.get(1);
    int column = tap % KERNEL;
    int row = tap / KERNEL % KERNEL;
    int input = tap / (KERNEL * KERNEL) % inputs;
    int output = tap / (KERNEL * KERNEL) / inputs;
    for (int oddRow = 0; oddRow < 2; oddRow++) {
      for (int oddColumn = 0; oddColumn < 2; oddColumn++) {
        int channel = (oddRow * 2 + oddColumn) * shape.get(0) + output;
        int place = merged(row, oddRow) * 2 + merged(column, oddColumn);
        to[(channel * inputs + input) * 4 + place] += value;
      }
    }
  }

  /** Which of two rows the {@code tap}-th of three is. */
  private static int merged(int tap, int odd) {
    return (tap + 1 - odd) / 2;
  }
}
