package dev.troupe.evaluation.metrics;

import dev.troupe.media.FrameSize;
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

  private final FrameSize size;
  private final float[] truth;
  private final int radius;
  private final int reach;

  /**
   * A locator of one true picture's points.
   *
   * @param truth the true picture
   */
  public PatchLocator(Picture truth) {
    this.size = truth.size();
    this.truth = softened(truth);
    int side = Math.min(truth.width(), truth.height());
    this.radius = Math.max(2, Math.round(side * 5 / 128f));
    this.reach = Math.max(2, Math.round(side * 12 / 128f));
  }

  /**
   * How far the patches of points are displaced in a generated picture.
   *
   * @param generated a picture of the same size
   * @param points x and y of each in the true picture, in pixels, 0 at the centre of the first
   * @return for each the distance in pixels; NaN if the patch is too near the border or too plain
   *     to be looked for; positive infinity if it is missing
   */
  public double[] displacements(Picture generated, double[] points) {
    if (!generated.size().equals(size)) {
      throw new IllegalArgumentException(
          "points are looked for in pictures of %s, found %s".formatted(size, generated.size()));
    }
    float[] there = softened(generated);
    double[] distances = new double[points.length / 2];
    for (int i = 0; i < distances.length; i++) {
      distances[i] =
          displacement(there, (int) Math.round(points[2 * i]), (int) Math.round(points[2 * i + 1]));
    }
    return distances;
  }

  private double displacement(float[] there, int column, int row) {
    if (!inside(column, row)) {
      return Double.NaN;
    }
    float[] patch = patch(column, row);
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
          double correlation = correlation(patch, there, column + dx, row + dy);
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
    return x >= radius && y >= radius && x < size.width() - radius && y < size.height() - radius;
  }

  /** Of a patch that is {@link #normalise}d and what lies around a place. */
  private double correlation(float[] patch, float[] there, int x, int y) {
    int side = 2 * radius + 1;
    float dot = 0;
    float blue = 0;
    float green = 0;
    float red = 0;
    float squares = 0;
    int next = 0;
    for (int row = y - radius; row <= y + radius; row++) {
      int from = 3 * (row * size.width() + x - radius);
      for (int i = from; i < from + 3 * side; i += 3) {
        float b = there[i];
        float g = there[i + 1];
        float r = there[i + 2];
        dot += patch[next] * b + patch[next + 1] * g + patch[next + 2] * r;
        blue += b;
        green += g;
        red += r;
        squares += b * b + g * g + r * r;
        next += 3;
      }
    }
    double means = ((double) blue * blue + (double) green * green + (double) red * red);
    double spread = squares - means / (side * side);
    return spread < LEAST_DEVIATION * LEAST_DEVIATION * patch.length ? 0 : dot / Math.sqrt(spread);
  }

  private float[] patch(int x, int y) {
    int side = 2 * radius + 1;
    float[] values = new float[3 * side * side];
    for (int row = 0; row < side; row++) {
      int from = 3 * ((y - radius + row) * size.width() + x - radius);
      System.arraycopy(truth, from, values, 3 * side * row, 3 * side);
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

  /**
   * Colours in [0, 1], softened by 1 4 6 4 1 both ways: sharpness is what other metrics measure.
   */
  private static float[] softened(Picture picture) {
    float[] values = new float[picture.bgr().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (picture.bgr()[i] & 255) / 255f;
    }
    int passes = Math.max(1, Math.round(Math.min(picture.width(), picture.height()) / 128f));
    for (int pass = 0; pass < passes; pass++) {
      values = softened(values, 3, picture.width(), 3 * picture.width(), picture.height());
      values = softened(values, 3 * picture.width(), picture.height(), 3, picture.width());
    }
    return values;
  }

  /** Along lines of {@code count} pixels that are {@code step} apart, edges repeated. */
  private static float[] softened(float[] values, int step, int count, int lineStep, int lines) {
    float[] result = new float[values.length];
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < count; i++) {
        int from = line * lineStep;
        int far = from + step * Math.max(0, i - 2);
        int near = from + step * Math.max(0, i - 1);
        int here = from + step * i;
        int next = from + step * Math.min(count - 1, i + 1);
        int last = from + step * Math.min(count - 1, i + 2);
        for (int c = 0; c < 3; c++) {
          result[here + c] =
              (values[far + c]
                      + 4 * values[near + c]
                      + 6 * values[here + c]
                      + 4 * values[next + c]
                      + values[last + c])
                  / 16;
        }
      }
    }
    return result;
  }
}
