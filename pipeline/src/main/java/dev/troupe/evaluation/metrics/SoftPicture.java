package dev.troupe.evaluation.metrics;

import dev.troupe.media.Picture;

/**
 * A picture as patches are compared in: colours in [0, 1], each channel for itself, softened a
 * little, since sharpness is what other metrics measure.
 */
final class SoftPicture {
  private static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final float[][] channels;

  /** Sums of each channel, and last of all squares, above and left of each place. */
  private final double[][] sums = new double[CHANNELS + 1][];

  private SoftPicture(int width, int height, float[][] channels) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    float[] squares = new float[width * height];
    for (int channel = 0; channel < CHANNELS; channel++) {
      float[] values = channels[channel];
      sums[channel] = summed(values);
      for (int i = 0; i < values.length; i++) {
        squares[i] += values[i] * values[i];
      }
    }
    sums[CHANNELS] = summed(squares);
  }

  /** A picture, softened by 1 4 6 4 1 both ways, the oftener the larger it is. */
  static SoftPicture of(Picture picture) {
    int width = picture.width();
    int height = picture.height();
    int passes = Math.max(1, Math.round(Math.min(width, height) / 128f));
    float[][] channels = new float[CHANNELS][width * height];
    for (int channel = 0; channel < CHANNELS; channel++) {
      float[] values = channels[channel];
      for (int i = 0; i < values.length; i++) {
        values[i] = (picture.bgr()[CHANNELS * i + channel] & 255) / 255f;
      }
      for (int pass = 0; pass < passes; pass++) {
        values = softened(values, 1, width, width, height);
        values = softened(values, width, height, 1, width);
      }
      channels[channel] = values;
    }
    return new SoftPicture(width, height, channels);
  }

  /** Means of two by two pixels; an odd last row or column is left out. */
  SoftPicture halved() {
    float[][] halves = new float[CHANNELS][];
    for (int channel = 0; channel < CHANNELS; channel++) {
      halves[channel] = new Plane(width, height, channels[channel]).halved().values();
    }
    return new SoftPicture(width / 2, height / 2, halves);
  }

  boolean holds(int x, int y, int radius) {
    return x >= radius && y >= radius && x < width - radius && y < height - radius;
  }

  /** Sum of the squared deviations of a patch's colours from their means. */
  double spread(int x, int y, int radius) {
    int side = 2 * radius + 1;
    double spread = within(CHANNELS, x, y, radius);
    for (int channel = 0; channel < CHANNELS; channel++) {
      double sum = within(channel, x, y, radius);
      spread -= sum * sum / (side * side);
    }
    return Math.max(0, spread);
  }

  /** A patch's colours less their means, channel after channel, as a vector of length one. */
  float[] direction(int x, int y, int radius) {
    int side = 2 * radius + 1;
    double length = Math.sqrt(spread(x, y, radius));
    float[] values = new float[CHANNELS * side * side];
    int next = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      double mean = within(channel, x, y, radius) / (side * side);
      for (int row = y - radius; row <= y + radius; row++) {
        for (int column = x - radius; column <= x + radius; column++) {
          values[next++] = (float) ((channels[channel][row * width + column] - mean) / length);
        }
      }
    }
    return values;
  }

  /** A channel's square of pixels around a place, 0 beyond the border. */
  float[] square(int channel, int x, int y, int radius) {
    int side = 2 * radius + 1;
    float[] values = new float[side * side];
    int left = Math.max(0, x - radius);
    int right = Math.min(width - 1, x + radius);
    for (int row = Math.max(0, y - radius); row <= Math.min(height - 1, y + radius); row++) {
      System.arraycopy(
          channels[channel],
          row * width + left,
          values,
          (row - y + radius) * side + left - x + radius,
          right - left + 1);
    }
    return values;
  }

  private double within(int what, int x, int y, int radius) {
    int stride = width + 1;
    int top = (y - radius) * stride + x - radius;
    int bottom = (y + radius + 1) * stride + x - radius;
    int side = 2 * radius + 1;
    double[] table = sums[what];
    return table[bottom + side] - table[bottom] - table[top + side] + table[top];
  }

  private double[] summed(float[] values) {
    int stride = width + 1;
    double[] table = new double[stride * (height + 1)];
    for (int y = 0; y < height; y++) {
      double row = 0;
      for (int x = 0; x < width; x++) {
        row += values[y * width + x];
        table[(y + 1) * stride + x + 1] = table[y * stride + x + 1] + row;
      }
    }
    return table;
  }

  /** Along lines of {@code count} pixels that are {@code step} apart, edges repeated. */
  private static float[] softened(float[] values, int step, int count, int lineStep, int lines) {
    float[] result = new float[values.length];
    for (int i = 0; i < count; i++) {
      int far = step * Math.max(0, i - 2);
      int near = step * Math.max(0, i - 1);
      int here = step * i;
      int next = step * Math.min(count - 1, i + 1);
      int last = step * Math.min(count - 1, i + 2);
      for (int line = 0; line < lines * lineStep; line += lineStep) {
        result[here + line] =
            (values[far + line]
                    + 4 * values[near + line]
                    + 6 * values[here + line]
                    + 4 * values[next + line]
                    + values[last + line])
                / 16;
      }
    }
    return result;
  }
}
