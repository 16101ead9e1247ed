package dev.troupe.synthesis;

/**
 * The lips of one mouth in one pose, in the plane of the face (half frames). All four lines run
 * from the viewer's left corner to the right one.
 */
final class MouthContour {
  static final int POINTS = 21;

  private final Outline outerUpper = new Outline();
  private final Outline innerUpper = new Outline();
  private final Outline innerLower = new Outline();
  private final Outline outerLower = new Outline();
  private final double half;
  private final double gap;

  MouthContour(MouthLook look, MouthPose pose) {
    double purse = Math.max(0, -pose.width());
    double stretch = Math.max(0, pose.width());
    double grin = Math.max(0, pose.smile());
    this.half =
        look.width() * (1 + 0.26 * stretch - 0.46 * purse + 0.24 * grin - 0.10 * pose.open());
    this.gap = pose.open() * 0.165 * (1 - 0.18 * stretch);
    double corner = look.y() - pose.smile() * (0.052 + 0.018 * grin) + gap * 0.30;
    double middle = look.y() + pose.smile() * 0.016;
    double full = (1 - 0.25 * stretch + 0.30 * purse) * (1 - 0.22 * grin);
    for (int i = 0; i < POINTS; i++) {
      double along = -StrictMath.cos(Math.PI * i / (POINTS - 1));
      double flat = 1 - along * along;
      double bulge = Math.sqrt(Math.max(0, flat)) * (0.55 + 0.45 * flat);
      double line = middle + (corner - middle) * Math.abs(along) * Math.sqrt(Math.abs(along));
      double dip = Math.max(0, 1 - Math.abs(along) / 0.32);
      double x = half * along;
      double top = line - gap * 0.22 * bulge;
      double bottom = line + gap * 0.85 * bulge;
      outerUpper.add(
          x * 1.04, top - look.upper() * full * bulge * (1 - 0.4 * look.bow() * dip * dip));
      innerUpper.add(x, top);
      innerLower.add(x, bottom);
      outerLower.add(x * 1.04, bottom + look.lower() * full * bulge);
    }
  }

  Outline outerUpper() {
    return outerUpper;
  }

  Outline innerUpper() {
    return innerUpper;
  }

  Outline innerLower() {
    return innerLower;
  }

  Outline outerLower() {
    return outerLower;
  }

  /** The closed polygon between the lips. */
  Outline opening() {
    return new Outline().addAll(innerUpper).addReversed(innerLower);
  }

  /** Half the width between the corners. */
  double half() {
    return half;
  }

  /** How far the lips are apart. */
  double gap() {
    return gap;
  }
}
