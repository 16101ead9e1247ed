package dev.troupe.synthesis;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Point2D;

/** Fills outlines with anti-aliased paint. Outlines and widths are in pixels. */
final class Canvas {
  private final Graphics2D graphics;

  Canvas(Graphics2D graphics) {
    this.graphics = graphics;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  void fill(Outline polygon, Paint paint) {
    if (polygon.count() > 2) {
      graphics.setPaint(paint);
      graphics.fill(polygon.path(true));
    }
  }

  /** Strokes a closed polygon's edge, half of the width on either side. */
  void edge(Outline polygon, double width, Color colour) {
    stroke(polygon, true, width, colour);
  }

  /** Strokes an open line with round ends. */
  void line(Outline line, double width, Color colour) {
    stroke(line, false, width, colour);
  }

  /** Strokes an open line that tapers to its ends. */
  void ink(Outline line, double width, Color colour) {
    fill(Curves.brush(line, width, 0.25, 0.25), colour);
  }

  void disc(double x, double y, double radius, Paint paint) {
    fill(Curves.ellipse(x, y, radius, radius, radius < 4 ? 14 : 28), paint);
  }

  /** A soft round spot: the colour in the middle, nothing at the rim. */
  void glow(double x, double y, double radius, Color colour) {
    disc(x, y, radius, radial(x, y, radius, colour, Tones.veil(colour, 0)));
  }

  /** A soft shape: the colour at (x, y) fades to nothing at {@code radius}. */
  void fade(Outline polygon, double x, double y, double radius, Color colour) {
    fill(polygon, radial(x, y, radius, colour, Tones.veil(colour, 0)));
  }

  static Paint linear(double x0, double y0, double x1, double y1, Color... colours) {
    if (Math.abs(x0 - x1) + Math.abs(y0 - y1) < 1e-3) {
      return colours[0];
    }
    return new LinearGradientPaint(
        new Point2D.Double(x0, y0), new Point2D.Double(x1, y1), evenly(colours.length), colours);
  }

  static Paint radial(double x, double y, double radius, Color... colours) {
    if (radius < 1e-3) {
      return colours[0];
    }
    return new RadialGradientPaint(
        new Point2D.Double(x, y), (float) radius, evenly(colours.length), colours);
  }

  /** Two colours that meet at {@code at} (0 to 1) of the radius within {@code softness}. */
  static Paint terminator(
      Spot middle, double radius, double at, double softness, Color inner, Color outer) {
    float from = (float) Math.max(0.001, at - softness / 2);
    float to = (float) Math.min(0.999, at + softness / 2);
    return new RadialGradientPaint(
        new Point2D.Double(middle.x(), middle.y()),
        (float) Math.max(radius, 1e-3),
        new float[] {0, from, to, 1},
        new Color[] {inner, inner, outer, outer});
  }

  private void stroke(Outline outline, boolean closed, double width, Color colour) {
    if (outline.count() > 1 && width > 0) {
      graphics.setPaint(colour);
      graphics.setStroke(
          new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      graphics.draw(outline.path(closed));
    }
  }

  private static float[] evenly(int count) {
    float[] fractions = new float[count];
    for (int i = 0; i < count; i++) {
      fractions[i] = (float) i / (count - 1);
    }
    return fractions;
  }
}
