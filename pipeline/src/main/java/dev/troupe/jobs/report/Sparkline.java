package dev.troupe.jobs.report;

import java.util.Locale;

/** A curve as the path of a small SVG drawing, so that it prints and needs no script. */
final class Sparkline {
  static final int WIDTH = 120;
  static final int HEIGHT = 24;

  private Sparkline() {}

  /**
   * The path's commands.
   *
   * @param points NaN where the line is broken
   * @param top the value at the upper edge
   */
  static String path(float[] points, double top) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < points.length; i++) {
      if (Float.isNaN(points[i])) {
        drawing = false;
        continue;
      }
      double x = points.length == 1 ? 0 : (double) i * WIDTH / (points.length - 1);
      double y = HEIGHT - 1 - Math.min(1, points[i] / top) * (HEIGHT - 2);
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", drawing ? "L" : "M", x, y));
      drawing = true;
    }
    return path.toString();
  }
}
