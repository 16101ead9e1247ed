package dev.troupe.synthesis;

/**
 * A place in or on the head, in half frames from the head's middle at the height of the eyes.
 *
 * @param x to the viewer's right
 * @param y down
 * @param z to the viewer
 */
record Point3(double x, double y, double z) {
  Point3 plus(double dx, double dy, double dz) {
    return new Point3(x + dx, y + dy, z + dz);
  }

  Point3 times(double factor) {
    return new Point3(x * factor, y * factor, z * factor);
  }
}
