package dev.troupe.evaluation.metrics;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;

/**
 * Finds the places of a true picture's points in a generated picture: for each point, where the
 * true picture's patch around it fits best, to fractions of a pixel. A patch that fits nowhere is
 * missing: a closed eye is not found where an open one was drawn.
 *
 * <p>Patches and search grow with the picture: at 128 pixels a patch has a radius of 5 pixels and
 * is searched 20 pixels far. Tried on drawn faces whose true places are known in both pictures, the
 * mean distance comes out right within a tenth up to 12 pixels, and too short beyond.
 */
public final class PatchLocator {
  /** A fit below is none. */
  public static final double LEAST_CORRELATION = 0.6;

  private final FrameSize size;
  private final SoftPicture truth;
  private final PatchSearch search;
  private final PatchSearch near;

  /**
   * A locator of one true picture's points.
   *
   * @param truth the true picture
   */
  public PatchLocator(Picture truth) {
    this.size = truth.size();
    this.truth = SoftPicture.of(truth);
    int side = Math.min(truth.width(), truth.height());
    int radius = Math.max(2, Math.round(side * 5 / 128f));
    this.search = new PatchSearch(radius, Math.max(2, Math.round(side * 20 / 128f)));
    this.near = new PatchSearch(radius, 1);
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
    SoftPicture there = SoftPicture.of(generated);
    double[] distances = new double[points.length / 2];
    for (int i = 0; i < distances.length; i++) {
      distances[i] =
          displacement(there, (int) Math.round(points[2 * i]), (int) Math.round(points[2 * i + 1]));
    }
    return distances;
  }

  private double displacement(SoftPicture there, int x, int y) {
    if (!search.isFeature(truth, x, y)) {
      return Double.NaN;
    }
    PatchSearch.Fit fit = search.find(truth, x, y, there, x, y);
    if (fit.correlation() < LEAST_CORRELATION) {
      return Double.POSITIVE_INFINITY;
    }
    // A parabola's vertex is a little beside the place even where nothing has moved.
    PatchSearch.Fit still = near.find(truth, x, y, truth, x, y);
    return Math.hypot(fit.right() - still.right(), fit.down() - still.down());
  }
}
