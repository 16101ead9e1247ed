package dev.troupe.evaluation.metrics;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Structural similarity of Wang et al. (2004) and its multi-scale form (2003), on brightness (ITU-R
 * BT.601) in [0, 1], with a Gaussian window of 11x11 pixels and sigma 1.5 at the positions where it
 * fits wholly, K1 0.01 and K2 0.03. Prepared for one true picture and compared with many.
 */
public final class StructuralSimilarity {
  /** The window's side; a picture's sides must not be shorter. */
  public static final int WINDOW = 11;

  private static final double SIGMA = 1.5;
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;
  private static final double[] SCALE_WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
  private static final float[] GAUSSIAN = gaussian();

  private final FrameSize size;
  private final List<Scale> scales = new ArrayList<>();

  /**
   * Of a picture at its own size, halved, halved again and so on: what is the same for all that are
   * compared with it.
   */
  private record Scale(Plane values, Plane means, Plane squares) {
    static Scale of(Plane values) {
      return new Scale(values, values.filtered(GAUSSIAN), values.times(values).filtered(GAUSSIAN));
    }
  }

  /**
   * How much two pictures have in common.
   *
   * @param single at the pictures' own scale: 1 for equal pictures, lower (down to -1) for others;
   *     NaN if a side is shorter than the window
   * @param multiScale over five scales, each half the one before: 1 for equal pictures, down to 0.
   *     Where a picture is too small for all five (a side below 176 pixels), over as many as the
   *     window fits into, their weights scaled to add up to one; NaN if a side is shorter than the
   *     window
   */
  public record Similarity(double single, double multiScale) {}

  /**
   * Prepares comparisons.
   *
   * @param truth what other pictures are compared with
   */
  public StructuralSimilarity(Picture truth) {
    size = truth.size();
    Plane plane = Plane.luma(truth);
    for (int i = scales(Math.min(truth.width(), truth.height())); i > 0; i--) {
      scales.add(Scale.of(plane));
      plane = plane.halved();
    }
  }

  /**
   * Compares.
   *
   * @param picture of the same size
   * @return the similarities
   * @throws IllegalArgumentException if the sizes differ
   */
  public Similarity of(Picture picture) {
    PixelDistance.checkSizes(picture.size(), size);
    if (scales.isEmpty()) {
      return new Similarity(Double.NaN, Double.NaN);
    }
    double total = Arrays.stream(SCALE_WEIGHTS).limit(scales.size()).sum();
    Plane plane = Plane.luma(picture);
    double single = Double.NaN;
    double product = 1;
    for (int i = 0; i < scales.size(); i++) {
      double[] means = means(Scale.of(plane), scales.get(i));
      single = i == 0 ? means[0] : single;
      double term = Math.max(0, i == scales.size() - 1 ? means[0] : means[1]);
      product *= StrictMath.pow(term, SCALE_WEIGHTS[i] / total);
      plane = plane.halved();
    }
    return new Similarity(single, product);
  }

  /**
   * How many scales the multi-scale form uses.
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
  private static double[] means(Scale a, Scale b) {
    Plane meanA = a.means();
    Plane meanB = b.means();
    Plane squareA = a.squares();
    Plane squareB = b.squares();
    Plane product = a.values().times(b.values()).filtered(GAUSSIAN);
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
