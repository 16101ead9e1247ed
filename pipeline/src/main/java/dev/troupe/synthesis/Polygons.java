package dev.troupe.synthesis;

/** Geometry of polygons. */
final class Polygons {
  private static final int DIRECTIONS = 96;
  private static final double[] COS = new double[DIRECTIONS];
  private static final double[] SIN = new double[DIRECTIONS];

  static {
    for (int i = 0; i < DIRECTIONS; i++) {
      COS[i] = StrictMath.cos(2 * Math.PI * i / DIRECTIONS);
      SIN[i] = StrictMath.sin(2 * Math.PI * i / DIRECTIONS);
    }
  }

  private Polygons() {}

  /** The convex hull, as the points that lie farthest in each of 96 directions. */
  static Outline hull(Outline points) {
    Outline hull = new Outline();
    int last = -1;
    int first = -1;
    for (int d = 0; d < DIRECTIONS; d++) {
      int best = farthest(points, COS[d], SIN[d]);
      if (best != last && best != first) {
        hull.add(points.x(best), points.y(best));
        first = first < 0 ? best : first;
        last = best;
      }
    }
    return hull;
  }

  /** The part of any polygon inside a convex one (Sutherland and Hodgman). */
  static Outline clip(Outline subject, Outline convex) {
    double turn = area(convex) < 0 ? -1 : 1;
    Outline kept = subject;
    int n = convex.count();
    for (int e = 0; e < n && kept.count() > 0; e++) {
      int f = (e + 1) % n;
      kept = clipByEdge(kept, convex.x(e), convex.y(e), convex.x(f), convex.y(f), turn);
    }
    return kept;
  }

  /** Where the ray from a point inside a convex polygon through (x, y) leaves it. */
  static Spot exit(Outline convex, double fromX, double fromY, double x, double y) {
    double dx = x - fromX;
    double dy = y - fromY;
    int n = convex.count();
    for (int e = 0; e < n; e++) {
      int f = (e + 1) % n;
      double ax = convex.x(e) - fromX;
      double ay = convex.y(e) - fromY;
      double bx = convex.x(f) - fromX;
      double by = convex.y(f) - fromY;
      double sideA = dx * ay - dy * ax;
      double sideB = dx * by - dy * bx;
      if (sideA * sideB <= 0 && sideA != sideB) {
        double share = sideA / (sideA - sideB);
        double hitX = ax + (bx - ax) * share;
        double hitY = ay + (by - ay) * share;
        if (hitX * dx + hitY * dy > 0) {
          return new Spot(fromX + hitX, fromY + hitY);
        }
      }
    }
    return new Spot(x, y);
  }

  private static double area(Outline polygon) {
    double twice = 0;
    int n = polygon.count();
    for (int i = 0; i < n; i++) {
      int j = (i + 1) % n;
      twice += polygon.x(i) * polygon.y(j) - polygon.x(j) * polygon.y(i);
    }
    return twice / 2;
  }

  private static int farthest(Outline points, double cos, double sin) {
    int best = 0;
    double most = -Double.MAX_VALUE;
    for (int i = 0; i < points.count(); i++) {
      double reach = points.x(i) * cos + points.y(i) * sin;
      if (reach > most) {
        most = reach;
        best = i;
      }
    }
    return best;
  }

  private static Outline clipByEdge(
      Outline subject, double ax, double ay, double bx, double by, double turn) {
    Outline kept = new Outline();
    int n = subject.count();
    for (int i = 0; i < n; i++) {
      int j = (i + 1) % n;
      double here = turn * ((bx - ax) * (subject.y(i) - ay) - (by - ay) * (subject.x(i) - ax));
      double there = turn * ((bx - ax) * (subject.y(j) - ay) - (by - ay) * (subject.x(j) - ax));
      if (here >= 0) {
        kept.add(subject.x(i), subject.y(i));
      }
      if (here * there < 0) {
        double share = here / (here - there);
        kept.add(
            subject.x(i) + (subject.x(j) - subject.x(i)) * share,
            subject.y(i) + (subject.y(j) - subject.y(i)) * share);
      }
    }
    return kept;
  }
}
