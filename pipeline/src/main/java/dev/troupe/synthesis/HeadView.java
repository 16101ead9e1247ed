package dev.troupe.synthesis;

import dev.troupe.media.FrameSize;

/**
 * The head as the viewer sees it: turns points of the head (half frames) into pixels. The head
 * turns about the top of the neck and is seen in slight perspective.
 */
final class HeadView {
  private static final Point3 NECK = new Point3(0, 0.40, -0.10);
  private static final double DISTANCE = 3.4;

  /** How far round the head, from where the viewer looks, an edge is still told left from right. */
  private static final double BEHIND = 1.8;

  private static final int LONGITUDES = 40;
  private static final int LATITUDES = 26;
  private static final double[] SINES = new double[LONGITUDES];
  private static final double[] COSINES = new double[LONGITUDES];

  static {
    for (int i = 0; i < LONGITUDES; i++) {
      SINES[i] = StrictMath.sin(2 * Math.PI * i / LONGITUDES - Math.PI);
      COSINES[i] = StrictMath.cos(2 * Math.PI * i / LONGITUDES - Math.PI);
    }
  }

  private final HeadSurface surface;
  private final HeadPose pose;
  private final double[] rows;
  private final double half;
  private final double middleX;
  private final double middleY;
  private final Outline silhouette;
  private final Spot centre;

  /** How far something stands off the head, by longitude and latitude. */
  interface Region {
    /** A factor of the head's size, or 0 where the something is not. */
    double swell(double longitude, double latitude);
  }

  HeadView(HeadSurface surface, HeadPose pose, FrameSize size) {
    this.surface = surface;
    this.pose = pose;
    this.rows = rotation(pose);
    this.half = BodyView.CLOSE * Math.min(size.width(), size.height()) / 2.0;
    this.middleX = size.width() / 2.0;
    this.middleY = size.height() / 2.0;
    this.silhouette = hull((longitude, latitude) -> 1);
    this.centre = place(new Point3(0, 0, 0));
  }

  HeadSurface surface() {
    return surface;
  }

  HeadPose pose() {
    return pose;
  }

  /** The pixels of a length in half frames at the head's distance. */
  double pixels(double length) {
    return length * half * pose.scale();
  }

  /** The edge of the bare head. */
  Outline silhouette() {
    return silhouette;
  }

  /** The middle of the head. */
  Spot centre() {
    return centre;
  }

  /** A point fixed to the head. */
  Spot place(Point3 point) {
    Point3 turned = turn(point.plus(-NECK.x(), -NECK.y(), -NECK.z()));
    double near = DISTANCE / (DISTANCE - turned.z());
    double x = NECK.x() + turned.x() * near;
    double y = NECK.y() + turned.y() * near - 0.07;
    return new Spot(
        middleX + half * (x * pose.scale() + pose.x()),
        middleY + half * (y * pose.scale() + pose.y()),
        turned.z());
  }

  /** The skin seen at (x, y) from straight ahead. */
  Spot front(double x, double y) {
    return place(surface.front(x, y, 0));
  }

  /** As {@link #front}, carried down with the jaw. */
  Spot jaw(double x, double y) {
    return place(surface.jaw(x, y, 0));
  }

  /** A direction of the swollen head; where that faces away, the nearest place on the edge. */
  Spot around(double longitude, double latitude, double swell) {
    Point3 point = surface.around(longitude, latitude, swell);
    Spot spot = place(point);
    if (facing(point) >= 0) {
      return spot;
    }
    double across = Math.max(-BEHIND, Math.min(BEHIND, longitude + pose.yaw()));
    spot = place(surface.around(across - pose.yaw(), latitude, swell));
    Spot edge = Polygons.exit(silhouette, centre.x(), centre.y(), spot.x(), spot.y());
    return new Spot(
        centre.x() + (edge.x() - centre.x()) * swell, centre.y() + (edge.y() - centre.y()) * swell);
  }

  /** How much the skin at a point faces the viewer: 1 straight, 0 at the edge, -1 away. */
  double facing(Point3 point) {
    Point3 normal = surface.normal(point);
    double length =
        Math.sqrt(normal.x() * normal.x() + normal.y() * normal.y() + normal.z() * normal.z());
    return length < 1e-9 ? 0 : turn(normal).z() / length;
  }

  /** A direction fixed to the head as the viewer sees it. */
  Point3 turn(Point3 p) {
    return new Point3(
        rows[0] * p.x() + rows[1] * p.y() + rows[2] * p.z(),
        rows[3] * p.x() + rows[4] * p.y() + rows[5] * p.z(),
        rows[6] * p.x() + rows[7] * p.y() + rows[8] * p.z());
  }

  /** The edge of something that covers a region of the head: its convex hull. */
  Outline hull(Region region) {
    return Polygons.hull(points(region));
  }

  /** Places all over a region of the head, in no useful order. */
  Outline points(Region region) {
    Outline points = new Outline();
    for (int row = 0; row <= LATITUDES; row++) {
      double latitude = Math.PI * (row / (double) LATITUDES - 0.5);
      double up = StrictMath.sin(latitude);
      double ring = surface.ring(up);
      for (int column = 0; column < LONGITUDES; column++) {
        double longitude = 2 * Math.PI * column / LONGITUDES - Math.PI;
        double swell = region.swell(longitude, latitude);
        if (swell > 0) {
          points.add(place(surface.around(SINES[column], COSINES[column], up, ring, swell)));
        }
      }
    }
    return points;
  }

  private static double[] rotation(HeadPose pose) {
    double cy = StrictMath.cos(pose.yaw());
    double sy = StrictMath.sin(pose.yaw());
    double cp = StrictMath.cos(pose.pitch());
    double sp = StrictMath.sin(pose.pitch());
    double cr = StrictMath.cos(pose.roll());
    double sr = StrictMath.sin(pose.roll());
    double[] up = {sp * sy, cp, -sp * cy};
    return new double[] {
      cr * cy - sr * up[0],
      -sr * up[1],
      cr * sy - sr * up[2],
      sr * cy + cr * up[0],
      cr * up[1],
      sr * sy + cr * up[2],
      -sy * cp,
      sp,
      cy * cp,
    };
  }
}
