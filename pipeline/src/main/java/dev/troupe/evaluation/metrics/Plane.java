package dev.troupe.evaluation.metrics;

import dev.troupe.media.Picture;

/**
 * One number for each pixel, rows from the top.
 *
 * @param width in pixels
 * @param height in pixels
 * @param values {@code width * height} numbers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by value
record Plane(int width, int height, float[] values) {

  /** Brightness by ITU-R BT.601, 0 to 1. */
  static Plane luma(Picture picture) {
    byte[] bgr = picture.bgr();
    float[] values = new float[picture.width() * picture.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          (0.114f * (bgr[3 * i] & 255)
                  + 0.587f * (bgr[3 * i + 1] & 255)
                  + 0.299f * (bgr[3 * i + 2] & 255))
              / 255f;
    }
    return new Plane(picture.width(), picture.height(), values);
  }

  float at(int x, int y) {
    return values[y * width + x];
  }

  /** Means of two by two pixels; an odd last row or column is left out. */
  Plane halved() {
    int halfWidth = width / 2;
    int halfHeight = height / 2;
    float[] half = new float[halfWidth * halfHeight];
    for (int y = 0; y < halfHeight; y++) {
      for (int x = 0; x < halfWidth; x++) {
        half[y * halfWidth + x] =
            0.25f
                * (at(2 * x, 2 * y)
                    + at(2 * x + 1, 2 * y)
                    + at(2 * x, 2 * y + 1)
                    + at(2 * x + 1, 2 * y + 1));
      }
    }
    return new Plane(halfWidth, halfHeight, half);
  }

  Plane times(Plane other) {
    float[] product = new float[values.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = values[i] * other.values[i];
    }
    return new Plane(width, height, product);
  }

  /**
   * Filtered along rows and columns with the same weights, where they fit wholly: the result is
   * smaller by their number less one.
   */
  Plane filtered(float[] weights) {
    int newWidth = width - weights.length + 1;
    int newHeight = height - weights.length + 1;
    // Over the ends of rows, as if all were one: long sums are quick, and what is wrong is left
    // out.
    float[] rows = new float[width * height - weights.length + 1];
    float[] both = new float[width * newHeight - weights.length + 1];
    for (int k = 0; k < weights.length; k++) {
      add(rows, weights[k], values, k);
    }
    for (int k = 0; k < weights.length; k++) {
      add(both, weights[k], rows, k * width);
    }
    float[] result = new float[newWidth * newHeight];
    for (int y = 0; y < newHeight; y++) {
      System.arraycopy(both, y * width, result, y * newWidth, newWidth);
    }
    return new Plane(newWidth, newHeight, result);
  }

  private static void add(float[] sums, float factor, float[] values, int from) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * values[from + i];
    }
  }
}
