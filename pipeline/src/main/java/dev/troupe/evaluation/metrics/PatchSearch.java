package dev.troupe.evaluation.metrics;

/**
 * Looks for a patch of one picture around a place of another: at each place near it the normalised
 * cross-correlation of colours.
 *
 * @param radius of patches in pixels
 * @param reach how far is looked, in pixels
 * @param cost what a distance as long as the reach costs, in correlation: among fits that are
 *     nearly as good the nearest is taken, since along an edge many fit
 */
record PatchSearch(int radius, int reach, double cost) {
  /** Below this spread of colours, 0 to 1, there is nothing to be compared. */
  static final double LEAST_DEVIATION = 0.02;

  private static final int CHANNELS = 3;

  /**
   * Where a patch fits best.
   *
   * @param right how many pixels to the right of where it was looked for, to fractions by a
   *     parabola through the neighbours' correlations
   * @param down likewise how many below
   * @param correlation of the best fit, at most 1; negative infinity if there is no place at all
   */
  record Fit(double right, double down, double correlation) {}

  /** Whether there is enough in a patch to be recognised by. */
  boolean isFeature(SoftPicture picture, int x, int y) {
    return picture.holds(x, y, radius) && picture.spread(x, y, radius) >= leastSpread();
  }

  /** The best fit, around (x, y) of {@code in}, of a patch that is a feature of {@code from}. */
  Fit find(SoftPicture from, int fromX, int fromY, SoftPicture in, int x, int y) {
    double[] correlations = correlations(from.direction(fromX, fromY, radius), in, x, y);
    int side = 2 * reach + 1;
    double best = Double.NEGATIVE_INFINITY;
    int at = 0;
    for (int i = 0; i < correlations.length; i++) {
      double score = correlations[i] - cost * away(i) / reach;
      if (score > best) {
        best = score;
        at = i;
      }
    }
    return new Fit(
        at % side - reach + fraction(correlations, at, at % side, 1),
        at / side - reach + fraction(correlations, at, at / side, side),
        correlations[at]);
  }

  /** Row by row at each place within reach; negative infinity where a patch has no room. */
  private double[] correlations(float[] direction, SoftPicture in, int x, int y) {
    int square = 2 * (reach + radius) + 1;
    int side = 2 * reach + 1;
    // One long sum for each pixel of the patch, over all places at once: what compilers make quick.
    float[] dots = new float[(side - 1) * square + side];
    int next = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      float[] values = in.square(channel, x, y, reach + radius);
      for (int row = 0; row <= 2 * radius; row++) {
        for (int column = 0; column <= 2 * radius; column++) {
          add(dots, direction[next++], values, row * square + column);
        }
      }
    }
    double[] correlations = new double[side * side];
    for (int i = 0; i < correlations.length; i++) {
      int right = i % side;
      int down = i / side;
      correlations[i] =
          away(i) <= reach && in.holds(x + right - reach, y + down - reach, radius)
              ? quotient(
                  dots[down * square + right],
                  in.spread(x + right - reach, y + down - reach, radius))
              : Double.NEGATIVE_INFINITY;
    }
    return correlations;
  }

  private static void add(float[] sums, float factor, float[] values, int from) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * values[from + i];
    }
  }

  private double quotient(double dot, double spread) {
    return spread < leastSpread() ? 0 : dot / Math.sqrt(spread);
  }

  private double leastSpread() {
    int side = 2 * radius + 1;
    return LEAST_DEVIATION * LEAST_DEVIATION * CHANNELS * side * side;
  }

  private double away(int place) {
    int side = 2 * reach + 1;
    return Math.hypot(place % side - reach, place / side - reach);
  }

  /** Where a parabola through a place and its neighbours along one axis is highest. */
  private double fraction(double[] correlations, int at, int position, int step) {
    if (position == 0 || position == 2 * reach) {
      return 0;
    }
    double before = correlations[at - step];
    double after = correlations[at + step];
    double bend = before - 2 * correlations[at] + after;
    return bend < 0 && Double.isFinite(bend)
        ? Math.max(-0.5, Math.min(0.5, 0.5 * (before - after) / bend))
        : 0;
  }
}
