package dev.troupe.evaluation.metrics;

import dev.troupe.media.Picture;

/**
 * Finds the places of a true picture's points in a generated picture: for each point, where the
 * true picture's patch around it fits best, by normalised cross-correlation of colours. A patch
 * that fits nowhere is missing: a closed eye is not found where an open one was drawn.
 *
 * <p>Patches and search grow with the picture: at 128 pixels a patch has a radius of 5 pixels and
 * is searched 12 pixels far. Among fits that are nearly as good the nearest is taken, since along
 * an edge many fit.
 */
public final class PatchLocator {
  /** A fit below is none. */
  public static final double LEAST_CORRELATION = 0.6;

  /** Below this spread of colours, 0 to 1, a patch has nothing to be recognised by. */
  private static final double LEAST_DEVIATION = 0.02;

  /** What a distance as long as the search costs, in correlation. */
  private static final double DISTANCE_COST = 0.05;

  private final Picture truth;
  private final int radius;
  private final int reach;

  /**
   * A locator of one true picture's points.
   *
   * @param truth the true picture
   */
  public PatchLocator(Picture truth) {
    this.truth = truth;
    int side = Math.min(truth.width(), truth.height());
    this.radius = Math.max(2, Math.round(side * 5 / 128f));
    this.reach = Math.max(2, Math.round(side * 12 / 128f));
  }

  /**
   * How far a point's patch is displaced in a generated picture.
   *
   * @param generated a picture of the same size
   * @param x the point in the true picture, in pixels, 0 at the centre of the first
   * @param y likewise, down
   * @return the distance in pixels; NaN if the patch is too near the border or too plain to be
   *     looked for; positive infinity if it is missing
   */
  public double displacement(Picture generated, double x, double y) {
    int column = (int) Math.round(x);
    int row = (int) Math.round(y);
    if (!inside(column, row)) {
      return Double.NaN;
    }
    float[] patch = patch(truth, column, row);
    if (normalise(patch) < LEAST_DEVIATION) {
      return Double.NaN;
    }
    double best = Double.NEGATIVE_INFINITY;
    double bestCorrelation = 0;
    double distance = 0;
    for (int dy = -reach; dy <= reach; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        double away = Math.sqrt(dx * dx + dy * dy);
        if (away <= reach && inside(column + dx, row + dy)) {
          double correlation = correlation(patch, generated, column + dx, row + dy);
          double score = correlation - DISTANCE_COST * away / reach;
          if (score > best) {
            best = score;
            bestCorrelation = correlation;
            distance = away;
          }
        }
      }
    }
    return bestCorrelation < LEAST_CORRELATION ? Double.POSITIVE_INFINITY : distance;
  }

  private boolean inside(int x, int y) {
    return x >= radius && y >= radius && x < truth.width() - radius && y < truth.height() - radius;
  }

  private double correlation(float[] patch, Picture picture, int x, int y) {
    float[] there = patch(picture, x, y);
    if (normalise(there) < LEAST_DEVIATION) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < patch.length; i++) {
      sum += patch[i] * there[i];
    }
    return sum;
  }

  private float[] patch(Picture picture, int x, int y) {
    int side = 2 * radius + 1;
    float[] values = new float[3 * side * side];
    int next = 0;
    for (int row = y - radius; row <= y + radius; row++) {
      int from = 3 * (row * picture.width() + x - radius);
      for (int i = 0; i < 3 * side; i++) {
        values[next++] = (picture.bgr()[from + i] & 255) / 255f;
      }
    }
    return values;
  }

  /** Takes each channel's mean away and scales to length one; the standard deviation before. */
  private static double normalise(float[] values) {
    double[] means = new double[3];
    for (int i = 0; i < values.length; i++) {
      means[i % 3] += values[i];
    }
    int each = values.length / 3;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] -= (float) (means[i % 3] / each);
      squares += values[i] * values[i];
    }
    double length = Math.sqrt(squares);
    if (length > 0) {
      for (int i = 0; i < values.length; i++) {
        values[i] /= (float) length;
      }
    }
    return Math.sqrt(squares / values.length);
  }
}
