package dev.troupe.synthesis;

/** The outline of something that sits on the head above a rim. */
final class Dome {
  /** The latitude of a rim at a longitude. */
  interface Rim {
    double latitude(double longitude);
  }

  private static final int STEPS = 36;

  private Dome() {}

  /** The visible rim from the viewer's left to the right. */
  static Outline rim(HeadView head, Rim rim, double swell) {
    Outline line = new Outline();
    for (int i = 0; i <= STEPS; i++) {
      double longitude = 2.3 * (2.0 * i / STEPS - 1);
      line.add(head.around(longitude, rim.latitude(longitude), swell));
    }
    return line;
  }

  /** What lies above the rim of the head swollen by a factor. */
  static Outline above(HeadView head, Rim rim, double swell) {
    Outline line = rim(head, rim, swell);
    Outline edge = head.hull((longitude, latitude) -> swell);
    Spot centre = head.centre();
    Spot crown = head.place(head.surface().around(0, -Math.PI / 2, swell));
    Spot right = new Spot(line.x(STEPS), line.y(STEPS));
    Spot left = new Spot(line.x(0), line.y(0));
    double zero = angle(centre, crown);
    double from = relative(angle(centre, right), zero);
    double to = relative(angle(centre, left), zero);
    double[] order = new double[edge.count()];
    Outline arc = new Outline();
    for (int pass = 0; pass < edge.count(); pass++) {
      order[pass] = relative(angle(centre, new Spot(edge.x(pass), edge.y(pass))), zero);
    }
    double last = from;
    while (true) {
      int next = -1;
      for (int i = 0; i < order.length; i++) {
        if (order[i] < last && order[i] > to && (next < 0 || order[i] > order[next])) {
          next = i;
        }
      }
      if (next < 0) {
        return line.addAll(arc);
      }
      arc.add(edge.x(next), edge.y(next));
      last = order[next];
    }
  }

  private static double angle(Spot centre, Spot spot) {
    return StrictMath.atan2(spot.y() - centre.y(), spot.x() - centre.x());
  }

  private static double relative(double angle, double zero) {
    double turned = angle - zero;
    return turned - 2 * Math.PI * Math.floor((turned + Math.PI) / (2 * Math.PI));
  }
}
