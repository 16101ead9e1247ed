package dev.troupe.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the ICC profile of an RGB space from its white point, its primaries and its curve. */
final class MatrixProfile {
  private static final double[] D50 = {0.9642, 1, 0.8249};
  private static final double[][] BRADFORD = {
    {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}
  };

  /** The curve of sRGB, as ICC's parametric function number 3 has it. */
  private static final double[] SRGB_CURVE = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};

  private static final int HEADER_BYTES = 128;
  private static final int TAG_BYTES = 12;
  private static final int COLOR_BYTES = 20;
  private static final int CURVE_BYTES = 32;
  private static final String[] TAGS = {"rXYZ", "gXYZ", "bXYZ", "wtpt", "rTRC", "gTRC", "bTRC"};

  private MatrixProfile() {}

  /**
   * The profile.
   *
   * @param chromaticities x and y of white, red, green and blue
   * @param exponent from stored numbers to light; 0 stands for sRGB's curve
   * @throws IllegalArgumentException if the primaries span no space
   */
  static byte[] of(double[] chromaticities, double exponent) {
    double[] white = tristimulus(chromaticities, 0);
    double[][] columns = new double[3][];
    for (int i = 0; i < 3; i++) {
      columns[i] = tristimulus(chromaticities, i + 1);
    }
    double[][] primaries = transposed(columns);
    double[] amounts = times(inverse(primaries), white);
    double[] from = times(BRADFORD, white);
    double[] to = times(BRADFORD, D50);
    double[][] colors = new double[4][];
    colors[3] = D50;
    for (int i = 0; i < 3; i++) {
      double[] cones = times(BRADFORD, columns[i]);
      for (int k = 0; k < 3; k++) {
        cones[k] *= amounts[i] * to[k] / from[k];
      }
      colors[i] = times(inverse(BRADFORD), cones);
    }
    return write(colors, exponent);
  }

  private static byte[] write(double[][] colors, double exponent) {
    int data = HEADER_BYTES + 4 + TAGS.length * TAG_BYTES;
    int curve = data + colors.length * COLOR_BYTES;
    ByteBuffer out = ByteBuffer.allocate(curve + CURVE_BYTES);
    out.putInt(out.capacity()).putInt(0).putInt(0x04000000);
    out.put(ascii("mntrRGB XYZ "));
    out.position(36).put(ascii("acsp"));
    out.position(68);
    for (double value : D50) {
      fixed(out, value);
    }
    out.position(HEADER_BYTES).putInt(TAGS.length);
    for (int i = 0; i < TAGS.length; i++) {
      boolean isColor = i < colors.length;
      out.put(ascii(TAGS[i])).putInt(isColor ? data + i * COLOR_BYTES : curve);
      out.putInt(isColor ? COLOR_BYTES : CURVE_BYTES);
    }
    for (double[] color : colors) {
      out.put(ascii("XYZ ")).putInt(0);
      for (double value : color) {
        fixed(out, value);
      }
    }
    out.put(ascii("para")).putInt(0).putShort((short) (exponent == 0 ? 3 : 0)).putShort((short) 0);
    for (double value : exponent == 0 ? SRGB_CURVE : new double[] {exponent}) {
      fixed(out, value);
    }
    return out.array();
  }

  private static double[] tristimulus(double[] chromaticities, int color) {
    double x = chromaticities[2 * color];
    double y = chromaticities[2 * color + 1];
    if (!(y > 0)) {
      throw new IllegalArgumentException("no colour");
    }
    return new double[] {x / y, 1, (1 - x - y) / y};
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] result = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 3; k++) {
        result[i] += matrix[i][k] * vector[k];
      }
    }
    return result;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[3][3];
    for (int i = 0; i < 9; i++) {
      result[i / 3][i % 3] = matrix[i % 3][i / 3];
    }
    return result;
  }

  /** By cofactors. */
  private static double[][] inverse(double[][] m) {
    double[][] cofactors = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 3; k++) {
        int a = (i + 1) % 3;
        int b = (i + 2) % 3;
        int c = (k + 1) % 3;
        int d = (k + 2) % 3;
        cofactors[k][i] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
      }
    }
    double determinant =
        m[0][0] * cofactors[0][0] + m[0][1] * cofactors[1][0] + m[0][2] * cofactors[2][0];
    if (Math.abs(determinant) < 1e-9) {
      throw new IllegalArgumentException("primaries in one line");
    }
    for (double[] row : cofactors) {
      for (int k = 0; k < 3; k++) {
        row[k] /= determinant;
      }
    }
    return cofactors;
  }

  private static void fixed(ByteBuffer out, double value) {
    out.putInt((int) Math.round(value * (1 << 16)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
