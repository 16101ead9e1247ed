package dev.troupe.synthesis;

import java.awt.Color;

/** Both eyes: lids, whites, irises, lashes. */
final class Eyes implements Part {
  private static final Color WHITE = new Color(252, 250, 246);
  private static final Color LASH = new Color(38, 24, 26);

  @Override
  public void draw(Scene scene) {
    for (int side = -1; side <= 1; side += 2) {
      eye(scene, side);
    }
  }

  /** How far an eye is shut: the lids follow the gaze down and a smile pushes them up a little. */
  static double lid(Pose pose, int side) {
    double follow =
        0.28 * Math.max(0, pose.eyes().gazeY()) - 0.10 * Math.max(0, -pose.eyes().gazeY());
    double lid = pose.eyes().lid(side);
    return Math.min(1, lid + (1 - Math.max(0, lid)) * follow);
  }

  /** The middle of an iris in the plane of the face. */
  static Spot iris(EyeLook look, Pose pose, int side) {
    double rangeX = look.width() - 0.72 * look.iris();
    double rangeY = 0.55 * look.upper();
    double middle = (look.lower() - look.upper()) * 0.30;
    return new Spot(
        side * look.apart() + pose.eyes().gazeX() * rangeX * 0.85,
        middle + pose.eyes().gazeY() * rangeY);
  }

  private static void eye(Scene scene, int side) {
    EyeLook look = scene.face().eyes();
    EyeContour shape = new EyeContour(look, side, lid(scene.pose(), side));
    Outline opening = shape.opening();
    lids(scene, side, shape);
    if (lid(scene.pose(), side) < 0.94) {
      scene.fillOnFace(opening.map(scene.head()::front), WHITE);
      ball(scene, side, opening);
      Outline under = shape.upper().toward(shape.lower(), 0.24).map(scene.head()::front);
      Outline shadow = shape.upper().map(scene.head()::front).addReversed(under);
      scene.fillOnFace(shadow, new Color(50, 30, 60, 60));
    }
    lines(scene, side, shape);
  }

  private static void lids(Scene scene, int side, EyeContour shape) {
    SkinLook skin = scene.face().skin();
    EyeContour open =
        new EyeContour(scene.face().eyes(), side, Math.min(0, lid(scene.pose(), side)));
    Outline patch = open.above(1.22).map(scene.head()::front);
    patch.addReversed(shape.lower().map(scene.head()::front));
    scene.fillOnFace(patch, Tones.veil(Tones.mix(skin.shade(0.9), skin.red(), 0.22), 0.75));
  }

  private static void ball(Scene scene, int side, Outline opening) {
    EyeLook look = scene.face().eyes();
    Spot iris = iris(look, scene.pose(), side);
    HeadView head = scene.head();
    double r = look.iris();
    Color dark = Tones.darker(look.colour(), 0.62);
    scene.fillOnFace(disc(opening, iris, 0, 0, r).map(head::front), dark);
    Outline ring = disc(opening, iris, 0, 0, r * 0.84).map(head::front);
    Spot middle = head.front(iris.x(), iris.y() + r * 0.35);
    scene.fillOnFace(
        ring,
        Canvas.radial(
            middle.x(),
            middle.y(),
            head.pixels(r),
            Tones.lighter(look.colour(), 0.45),
            look.colour()));
    scene.fillOnFace(disc(opening, iris, 0, 0, r * 0.47).map(head::front), new Color(14, 10, 14));
    double glint = scene.style().lightX() * 0.34 * r;
    scene.fillOnFace(disc(opening, iris, glint, -0.36 * r, r * 0.25).map(head::front), Color.WHITE);
    scene.fillOnFace(
        disc(opening, iris, -glint, 0.40 * r, r * 0.13).map(head::front),
        new Color(255, 255, 255, 190));
  }

  private static Outline disc(Outline opening, Spot middle, double dx, double dy, double radius) {
    return Polygons.clip(
        opening, Curves.ellipse(middle.x() + dx, middle.y() + dy, radius, radius, 20));
  }

  private static void lines(Scene scene, int side, EyeContour shape) {
    EyeLook look = scene.face().eyes();
    SkinLook skin = scene.face().skin();
    double weight = 0.012 + 0.016 * look.lashes() + 0.6 * scene.style().outline();
    Outline upper = shape.upper().map(scene.head()::front);
    Color lash = Tones.mix(LASH, skin.line(), 0.25 * (1 - look.lashes()));
    scene.fillOnFace(
        Curves.brush(upper, Math.max(1.1, scene.head().pixels(weight)), 0.75, 0.3), lash);
    Outline crease = shape.above(1.26).map(scene.head()::front);
    scene.fillOnFace(stroke(crease, scene.pen(0.009)), Tones.veil(skin.line(), 0.45));
    Outline lower = shape.lower().map(scene.head()::front);
    scene.fillOnFace(stroke(lower, scene.pen(0.010)), Tones.veil(skin.line(), 0.55));
    if (look.lashes() > 0.55) {
      flicks(scene, side, shape.upper(), lash);
    }
  }

  private static Outline stroke(Outline line, double width) {
    return Curves.brush(line, width, 0.25, 0.25);
  }

  private static void flicks(Scene scene, int side, Outline upper, Color lash) {
    EyeLook look = scene.face().eyes();
    for (int i = 0; i < 3; i++) {
      int at = i == 0 ? 0 : 2 * i;
      double length = look.width() * (0.34 - 0.05 * i) * look.lashes();
      double x = upper.x(at);
      double y = upper.y(at);
      Outline flick =
          Curves.line(
              3,
              x,
              y,
              x + side * length * (0.62 - 0.16 * i),
              y - length * 0.25,
              x + side * length * (0.9 - 0.25 * i),
              y - length * (0.6 + 0.15 * i));
      Outline seen = flick.map(scene.head()::front);
      scene.fillOnFace(Curves.brush(seen, scene.pen(0.016), 0.9, 0.1), lash);
    }
  }
}
