package dev.troupe.synthesis;

/** Smooth outlines from few numbers. */
final class Curves {
  private Curves() {}

  /** An open Catmull-Rom line through the control points (x, y, x, y, ...). */
  static Outline line(int steps, double... controls) {
    int n = controls.length / 2;
    Outline outline = new Outline();
    for (int i = 0; i < n - 1; i++) {
      segment(outline, steps, controls, Math.max(0, i - 1), i, i + 1, Math.min(n - 1, i + 2));
    }
    return outline.add(controls[2 * n - 2], controls[2 * n - 1]);
  }

  /** A closed Catmull-Rom loop through the control points (x, y, x, y, ...). */
  static Outline loop(int steps, double... controls) {
    int n = controls.length / 2;
    Outline outline = new Outline();
    for (int i = 0; i < n; i++) {
      segment(outline, steps, controls, (i + n - 1) % n, i, (i + 1) % n, (i + 2) % n);
    }
    return outline;
  }

  /** The same for points already in an outline. */
  static Outline smooth(Outline points, int steps, boolean closed) {
    double[] controls = new double[2 * points.count()];
    for (int i = 0; i < points.count(); i++) {
      controls[2 * i] = points.x(i);
      controls[2 * i + 1] = points.y(i);
    }
    return closed ? loop(steps, controls) : line(steps, controls);
  }

  static Outline ellipse(double x, double y, double radiusX, double radiusY, int points) {
    Outline outline = new Outline();
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * i / points;
      outline.add(x + radiusX * StrictMath.cos(angle), y + radiusY * StrictMath.sin(angle));
    }
    return outline;
  }

  /** A box with rounded corners around (x, y); {@code power} 2 is an ellipse, more is squarer. */
  static Outline roundedBox(double x, double y, double radiusX, double radiusY, double power) {
    Outline outline = new Outline();
    int points = 36;
    for (int i = 0; i < points; i++) {
      double angle = 2 * Math.PI * i / points;
      double cos = StrictMath.cos(angle);
      double sin = StrictMath.sin(angle);
      double radius =
          StrictMath.pow(
              StrictMath.pow(Math.abs(cos), power) + StrictMath.pow(Math.abs(sin), power),
              -1 / power);
      outline.add(x + radiusX * radius * cos, y + radiusY * radius * sin);
    }
    return outline;
  }

  /**
   * A brush stroke along an open line: a polygon as wide as {@code width} in the middle, {@code
   * start} and {@code end} times that at the ends.
   */
  static Outline brush(Outline line, double width, double start, double end) {
    int n = line.count();
    Outline back = new Outline();
    Outline stroke = new Outline();
    for (int i = 0; i < n; i++) {
      int before = Math.max(0, i - 1);
      int after = Math.min(n - 1, i + 1);
      double dx = line.x(after) - line.x(before);
      double dy = line.y(after) - line.y(before);
      double length = Math.sqrt(dx * dx + dy * dy);
      double t = n == 1 ? 0.5 : (double) i / (n - 1);
      double edge = t < 0.5 ? start : end;
      double bulge = 1 - (2 * t - 1) * (2 * t - 1);
      double half = length < 1e-9 ? 0 : 0.5 * width * (edge + (1 - edge) * bulge) / length;
      stroke.add(line.x(i) - dy * half, line.y(i) + dx * half);
      back.add(line.x(i) + dy * half, line.y(i) - dx * half);
    }
    return stroke.addReversed(back);
  }

  private static void segment(
      Outline outline, int steps, double[] c, int before, int from, int to, int after) {
    for (int s = 0; s < steps; s++) {
      double t = (double) s / steps;
      outline.add(
          blend(c[2 * before], c[2 * from], c[2 * to], c[2 * after], t),
          blend(c[2 * before + 1], c[2 * from + 1], c[2 * to + 1], c[2 * after + 1], t));
    }
  }

  private static double blend(double a, double b, double c, double d, double t) {
    return 0.5
        * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * b - a - 3 * c + d))));
  }
}
