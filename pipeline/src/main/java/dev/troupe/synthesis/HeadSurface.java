package dev.troupe.synthesis;

/**
 * The skin of one head as a surface in space, with the jaw as far down as the mouth is open. A
 * point is given either by where it is seen from straight ahead or by longitude (0 at the nose,
 * positive to the viewer's right) and latitude (-pi/2 at the crown, pi/2 at the chin).
 */
final class HeadSurface {
  private final HeadShape shape;
  private final double drop;

  HeadSurface(HeadShape shape, double open) {
    this.shape = shape;
    this.drop = 0.10 * open;
  }

  HeadShape shape() {
    return shape;
  }

  /** The point seen at (x, y) from straight ahead, raised from the skin by {@code lift}. */
  Point3 front(double x, double y, double lift) {
    double up = clamp(y / (y < 0 ? shape.crown() : shape.chin()), 0.97);
    double sine = clamp(x / (shape.width() * ring(up)), 0.985);
    double z = shape.depth() * Math.sqrt((1 - up * up) * (1 - sine * sine));
    return new Point3(x, y, z + lift);
  }

  /** As {@link #front}, but carried down with the jaw. */
  Point3 jaw(double x, double y, double lift) {
    return front(x, y, lift).plus(0, drop * sag(y), 0);
  }

  /** The point at a longitude and latitude of the head swollen by a factor. */
  Point3 around(double longitude, double latitude, double swell) {
    double up = StrictMath.sin(latitude);
    return around(StrictMath.sin(longitude), StrictMath.cos(longitude), up, ring(up), swell);
  }

  /** The same with the functions of the angles already known. */
  Point3 around(double sine, double cosine, double up, double ring, double swell) {
    double y = up * (up < 0 ? shape.crown() : shape.chin());
    return new Point3(
        swell * shape.width() * ring * sine,
        swell * y + drop * sag(y),
        swell * shape.depth() * Math.sqrt(Math.max(0, 1 - up * up)) * cosine);
  }

  /** How wide the head is at a height, relative to its widest; {@code up} is -1 to 1. */
  double ring(double up) {
    double round = up < 0 ? shape.brow() : shape.jaw();
    return StrictMath.pow(Math.max(1e-6, 1 - up * up), round / 2);
  }

  /** Roughly the way the skin faces at a point; not of unit length. */
  Point3 normal(Point3 point) {
    double height = point.y() < 0 ? shape.crown() : shape.chin();
    return new Point3(
        point.x() / (shape.width() * shape.width()),
        point.y() / (height * height),
        point.z() / (shape.depth() * shape.depth()));
  }

  private static double sag(double y) {
    double t = Math.max(0, Math.min(1, (y - 0.10) / 0.25));
    return t * t * (3 - 2 * t);
  }

  private static double clamp(double value, double limit) {
    return Math.max(-limit, Math.min(limit, value));
  }
}
