package dev.troupe.synthesis;

/**
 * The opening between the lids of one eye, in the plane of the face (half frames). Both lids run
 * from the outer corner to the inner corner.
 */
final class EyeContour {
  static final int POINTS = 17;

  private final EyeLook look;
  private final int side;
  private final double lid;

  /** {@code side} is -1 for the viewer's left, {@code lid} 0 open to 1 shut. */
  EyeContour(EyeLook look, int side, double lid) {
    this.look = look;
    this.side = side;
    this.lid = lid;
  }

  double middleX() {
    return side * look.apart();
  }

  Outline upper() {
    return lid(-look.upper(), lid);
  }

  Outline lower() {
    return lid(look.lower(), Math.max(0, lid));
  }

  /** The closed polygon of the opening. */
  Outline opening() {
    return upper().addReversed(lower());
  }

  /** A line above the upper lid: {@code lift} times the lid's height. */
  Outline above(double lift) {
    return lid(-look.upper() * lift, Math.min(0, lid));
  }

  private Outline lid(double height, double shut) {
    Outline line = new Outline();
    for (int i = 0; i < POINTS; i++) {
      double along = -StrictMath.cos(Math.PI * i / (POINTS - 1));
      double bulge =
          StrictMath.pow(Math.max(0, 1 - StrictMath.pow(Math.abs(along), look.squareness())), 0.72);
      double closed = 0.62 * look.lower() * bulge;
      double y = height * bulge;
      double tilt = -look.tilt() * look.width() * along;
      line.add(middleX() - side * along * look.width(), y + (closed - y) * shut + tilt);
    }
    return line;
  }
}
