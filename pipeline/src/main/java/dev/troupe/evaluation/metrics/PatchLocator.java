package dev.troupe.evaluation.metrics;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;

/**
 * Finds the places of a true picture's points in a generated picture: for each point, where the
 * true picture's patch around it fits best, to fractions of a pixel. A patch that fits nowhere is
 * missing: a closed eye is not found where an open one was drawn.
 *
 * <p>Patches and search grow with the picture: at 128 pixels a patch has a radius of 5 pixels and
 * is searched 20 pixels far. Tried on pairs of drawn frames whose true places are known in both,
 * half of the distances are right within 0.1 pixels (of less than one), 0.4 (of two to four) and
 * 0.6 (of four to eight); means come out a tenth to a fifth too long, and too short beyond 15
 * pixels.
 */
public final class PatchLocator {
  /** A fit below is none. */
  public static final double LEAST_CORRELATION = 0.6;

  /** What the longest distance costs, in correlation. */
  private static final double DISTANCE_COST = 0.05;

  private final FrameSize size;
  private final SoftPicture truth;
  private final SoftPicture halfTruth;
  private final PatchSearch whole;
  private final PatchSearch coarse;
  private final PatchSearch fine;

  /**
   * A locator of one true picture's points.
   *
   * @param truth the true picture
   */
  public PatchLocator(Picture truth) {
    this.size = truth.size();
    this.truth = SoftPicture.of(truth);
    this.halfTruth = this.truth.halved();
    int side = Math.min(truth.width(), truth.height());
    int radius = Math.max(2, Math.round(side * 5 / 128f));
    int reach = Math.max(2, Math.round(side * 20 / 128f));
    this.whole = new PatchSearch(radius, reach, DISTANCE_COST);
    this.coarse = new PatchSearch((radius + 1) / 2, reach / 2, DISTANCE_COST);
    this.fine = new PatchSearch(radius, 3, 0);
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
    SoftPicture halfThere = there.halved();
    double[] distances = new double[points.length / 2];
    for (int i = 0; i < distances.length; i++) {
      int x = (int) Math.round(points[2 * i]);
      int y = (int) Math.round(points[2 * i + 1]);
      distances[i] =
          whole.isFeature(truth, x, y) ? displacement(there, halfThere, x, y) : Double.NaN;
    }
    return distances;
  }

  private double displacement(SoftPicture there, SoftPicture halfThere, int x, int y) {
    PatchSearch.Fit fit = find(there, halfThere, x, y);
    if (fit.correlation() < LEAST_CORRELATION) {
      return Double.POSITIVE_INFINITY;
    }
    // A parabola's vertex is a little beside the place even where nothing has moved.
    PatchSearch.Fit still = fine.find(truth, x, y, truth, x, y);
    return Math.hypot(fit.right() - still.right(), fit.down() - still.down());
  }

  /** At half the size first, which is several times quicker, then around what was found there. */
  private PatchSearch.Fit find(SoftPicture there, SoftPicture halfThere, int x, int y) {
    if (!coarse.isFeature(halfTruth, x / 2, y / 2)) {
      return whole.find(truth, x, y, there, x, y);
    }
    PatchSearch.Fit rough = coarse.find(halfTruth, x / 2, y / 2, halfThere, x / 2, y / 2);
    int right = (int) Math.round(2 * rough.right());
    int down = (int) Math.round(2 * rough.down());
    PatchSearch.Fit fit = fine.find(truth, x, y, there, x + right, y + down);
    return new PatchSearch.Fit(right + fit.right(), down + fit.down(), fit.correlation());
  }
}
