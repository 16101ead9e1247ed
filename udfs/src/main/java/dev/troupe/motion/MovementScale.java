package dev.troupe.motion;

/** How much larger the source's subject is than the driving subject. */
public final class MovementScale {
  /**
   * The smallest hull that has a size, in squared coordinates: 1/60 of a pixel of a 256x256
   * picture. Below it an area is made of rounding errors, and a ratio of such areas of nothing.
   */
  public static final double SMALLEST_AREA = 1e-6;

  private MovementScale() {}

  /**
   * The factor for the driving subject's movements, {@code sqrt(area(source)) /
   * sqrt(area(reference))}, by the areas of the convex hulls of the keypoints.
   *
   * @param source the source image's keypoints
   * @param reference the reference frame's keypoints
   * @return positive; 1 (movements as they are) where either hull has no area: fewer than three
   *     keypoints, or all on one line
   */
  public static double of(Keypoints source, Keypoints reference) {
    double own = ConvexHull.area(source);
    double driving = ConvexHull.area(reference);
    boolean comparable = own >= SMALLEST_AREA && driving >= SMALLEST_AREA;
    return comparable ? Math.sqrt(own) / Math.sqrt(driving) : 1;
  }
}
