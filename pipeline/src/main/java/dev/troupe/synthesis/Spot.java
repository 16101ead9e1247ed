package dev.troupe.synthesis;

/**
 * A place in the picture.
 *
 * @param x in Java2D's pixel coordinates, from the left edge of the picture
 * @param y from its upper edge
 * @param depth towards the viewer, in half frames
 */
record Spot(double x, double y, double depth) {
  Spot(double x, double y) {
    this(x, y, 0);
  }

  Spot toward(Spot other, double share) {
    return new Spot(
        x + (other.x - x) * share,
        y + (other.y - y) * share,
        depth + (other.depth - depth) * share);
  }

  double distance(Spot other) {
    return Math.sqrt((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y));
  }
}
