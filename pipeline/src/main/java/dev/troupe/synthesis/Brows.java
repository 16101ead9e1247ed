package dev.troupe.synthesis;

/** Eyebrows. */
final class Brows implements Part {
  @Override
  public void draw(Scene scene) {
    BrowLook look = scene.face().brows();
    for (int side = -1; side <= 1; side += 2) {
      Outline line = line(scene.identity(), scene.pose(), side).map(scene.head()::front);
      double width = Math.max(1.2, scene.head().pixels(look.thickness()));
      scene.fillOnFace(Curves.brush(line, width, look.tail(), 0.75), look.colour());
    }
  }

  /** The middle line of a brow from its outer to its inner end, in the plane of the face. */
  static Outline line(Identity identity, Pose pose, int side) {
    BrowLook look = identity.face().brows();
    EyeLook eyes = identity.face().eyes();
    double frown = pose.brows().frown();
    double rise = pose.brows().raise(side);
    double y = -look.height() - (rise > 0 ? 0.075 : 0.03) * rise;
    double x = side * (eyes.apart() - 0.008 * frown);
    double outer = x + side * look.length();
    double inner = x - side * look.length() * 0.92;
    double slope = -eyes.tilt() * 0.4 * look.length();
    return Curves.line(
        5,
        outer,
        y + look.arch() * 0.9 - slope * 0.5 - 0.012 * frown,
        x + side * look.length() * 0.35,
        y - look.arch() - 0.02 * Math.max(0, rise),
        x - side * look.length() * 0.35,
        y - look.arch() * 0.5 + 0.018 * frown,
        inner,
        y + look.arch() * 0.4 + slope * 0.5 + 0.052 * frown);
  }
}
