package dev.troupe.evaluation.metrics;

import dev.troupe.media.Picture;

/**
 * Structural similarity of Wang et al. (2004) and its multi-scale form (2003), on brightness (ITU-R
 * BT.601) in [0, 1], with a Gaussian window of 11x11 pixels and sigma 1.5 at the positions where it
 * fits wholly, K1 0.01 and K2 0.03.
 */
public final class StructuralSimilarity {
  /** The window's side; a picture's sides must not be shorter. */
  public static final int WINDOW = 11;

  private static final double SIGMA = 1.5;
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;
  private static final double[] SCALE_WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
  private static final float[] GAUSSIAN = gaussian();

  private StructuralSimilarity() {}

  /**
   * Similarity at the pictures' own scale.
   *
   * @param a a picture
   * @param b another of the same size
   * @return 1 for equal pictures, lower (down to -1) for others; NaN if a side is shorter than the
   *     window
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double ssim(Picture a, Picture b) {
    PixelDistance.checkSizes(a, b);
    if (Math.min(a.width(), a.height()) < WINDOW) {
      return Double.NaN;
    }
    return means(Plane.luma(a), Plane.luma(b))[0];
  }

  /**
   * Similarity over five scales, each half the one before. Where a picture is too small for all
   * five (a side below 176 pixels), over as many as the window fits into, their weights scaled to
   * add up to one.
   *
   * @param a a picture
   * @param b another of the same size
   * @return 1 for equal pictures, down to 0; NaN if a side is shorter than the window
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double multiScale(Picture a, Picture b) {
    PixelDistance.checkSizes(a, b);
    int scales = scales(Math.min(a.width(), a.height()));
    if (scales == 0) {
      return Double.NaN;
    }
    double total = 0;
    for (int i = 0; i < scales; i++) {
      total += SCALE_WEIGHTS[i];
    }
    Plane first = Plane.luma(a);
    Plane second = Plane.luma(b);
    double similarity = 1;
    for (int i = 0; i < scales; i++) {
      double[] means = means(first, second);
      double term = Math.max(0, i == scales - 1 ? means[0] : means[1]);
      similarity *= StrictMath.pow(term, SCALE_WEIGHTS[i] / total);
      first = first.halved();
      second = second.halved();
    }
    return similarity;
  }

  /**
   * How many scales {@link #multiScale} uses.
   *
   * @param side the shorter side in pixels
   * @return 0 to 5
   */
  public static int scales(int side) {
    int scales = 0;
    for (int left = side; left >= WINDOW && scales < SCALE_WEIGHTS.length; left /= 2) {
      scales++;
    }
    return scales;
  }

  /**
   * Means over all positions of the whole term and of contrast and structure without brightness.
   */
  private static double[] means(Plane a, Plane b) {
    Plane meanA = a.filtered(GAUSSIAN);
    Plane meanB = b.filtered(GAUSSIAN);
    Plane squareA = a.times(a).filtered(GAUSSIAN);
    Plane squareB = b.times(b).filtered(GAUSSIAN);
    Plane product = a.times(b).filtered(GAUSSIAN);
    double whole = 0;
    double structure = 0;
    int count = meanA.values().length;
    for (int i = 0; i < count; i++) {
      double x = meanA.values()[i];
      double y = meanB.values()[i];
      double varianceX = squareA.values()[i] - x * x;
      double varianceY = squareB.values()[i] - y * y;
      double covariance = product.values()[i] - x * y;
      double contrast = (2 * covariance + C2) / (varianceX + varianceY + C2);
      structure += contrast;
      whole += contrast * (2 * x * y + C1) / (x * x + y * y + C1);
    }
    return new double[] {whole / count, structure / count};
  }

  private static float[] gaussian() {
    double[] weights = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      double off = i - WINDOW / 2;
      weights[i] = StrictMath.exp(-off * off / (2 * SIGMA * SIGMA));
      sum += weights[i];
    }
    float[] normalised = new float[WINDOW];
    for (int i = 0; i < WINDOW; i++) {
      normalised[i] = (float) (weights[i] / sum);
    }
    return normalised;
  }
}
