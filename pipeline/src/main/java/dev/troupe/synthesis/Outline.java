package dev.troupe.synthesis;

import java.awt.geom.Path2D;
import java.util.Arrays;

/** A growing list of points in the plane: an open line or a closed polygon, in any unit. */
final class Outline {
  private double[] xy = new double[64];
  private int count;

  /** What takes each point of an outline to another place. */
  interface Mapping {
    Spot apply(double x, double y);
  }

  Outline add(double x, double y) {
    if (2 * count == xy.length) {
      xy = Arrays.copyOf(xy, 2 * xy.length);
    }
    xy[2 * count] = x;
    xy[2 * count + 1] = y;
    count++;
    return this;
  }

  Outline add(Spot spot) {
    return add(spot.x(), spot.y());
  }

  Outline addAll(Outline other) {
    for (int i = 0; i < other.count; i++) {
      add(other.x(i), other.y(i));
    }
    return this;
  }

  Outline addReversed(Outline other) {
    for (int i = other.count - 1; i >= 0; i--) {
      add(other.x(i), other.y(i));
    }
    return this;
  }

  int count() {
    return count;
  }

  double x(int index) {
    return xy[2 * index];
  }

  double y(int index) {
    return xy[2 * index + 1];
  }

  Outline map(Mapping mapping) {
    Outline mapped = new Outline();
    for (int i = 0; i < count; i++) {
      mapped.add(mapping.apply(x(i), y(i)));
    }
    return mapped;
  }

  /** Point by point between this and an outline of as many points. */
  Outline toward(Outline other, double share) {
    Outline between = new Outline();
    for (int i = 0; i < count; i++) {
      between.add(x(i) + (other.x(i) - x(i)) * share, y(i) + (other.y(i) - y(i)) * share);
    }
    return between;
  }

  /** The smallest box around the points: left, top, right, bottom. */
  double[] bounds() {
    double[] box = {
      Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE,
    };
    for (int i = 0; i < count; i++) {
      box[0] = Math.min(box[0], x(i));
      box[1] = Math.min(box[1], y(i));
      box[2] = Math.max(box[2], x(i));
      box[3] = Math.max(box[3], y(i));
    }
    return box;
  }

  Path2D.Double path(boolean closed) {
    Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO, count + 2);
    for (int i = 0; i < count; i++) {
      if (i == 0) {
        path.moveTo(x(i), y(i));
      } else {
        path.lineTo(x(i), y(i));
      }
    }
    if (closed && count > 0) {
      path.closePath();
    }
    return path;
  }
}
