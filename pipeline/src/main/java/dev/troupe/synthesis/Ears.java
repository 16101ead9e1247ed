package dev.troupe.synthesis;

import java.awt.Color;

/** The ears that are on the near side of the head, or those on the far side. */
final class Ears implements Part {
  private final boolean near;

  Ears(boolean near) {
    this.near = near;
  }

  @Override
  public void draw(Scene scene) {
    for (int side = -1; side <= 1; side += 2) {
      if (isNear(scene.head(), side) == near) {
        ear(scene, side);
      }
    }
  }

  /** Whether an ear is in front of the head's edge or behind it. */
  static boolean isNear(HeadView head, int side) {
    return head.turn(new Point3(side, 0, 0.04)).z() >= 0;
  }

  /** A place on the ear's disc: {@code out} away from the head, {@code down} along it. */
  static Spot place(HeadView head, Identity identity, int side, double out, double down) {
    EarLook look = identity.face().ears();
    Point3 root = new Point3(side * identity.head().width() * 0.965, 0.045, -0.03);
    return head.place(
        root.plus(
            side * out * look.width() * 0.62, down * look.height(), -out * look.width() * 0.72));
  }

  private static Spot place(Scene scene, int side, double out, double down) {
    return place(scene.head(), scene.identity(), side, out, down);
  }

  private static void ear(Scene scene, int side) {
    EarLook look = scene.face().ears();
    SkinLook skin = scene.face().skin();
    Outline rim =
        look.pointed()
            ? Curves.loop(
                5, -0.25, -0.75, 0.35, -1.05, 1.35, -1.75, 1.0, -0.5, 0.7, 0.35, 0.25, 1.0, -0.25,
                0.8)
            : Curves.loop(
                5, -0.25, -0.8, 0.3, -1.08, 0.85, -0.9, 1.02, -0.35, 0.78, 0.3, 0.5, 0.85, 0.15,
                1.05, -0.25, 0.75);
    Outline shape = rim.map((x, y) -> place(scene, side, x, y));
    scene.outline(shape, skin.line());
    boolean lit = side * scene.style().lightX() > 0;
    scene.canvas().fill(shape, lit ? skin.base() : skin.shade(0.8 * scene.style().shade()));
    Outline inner = Curves.loop(4, 0.0, -0.45, 0.4, -0.7, 0.68, -0.3, 0.42, 0.2, 0.15, 0.4);
    Color hollow = Tones.mix(skin.shade(1), skin.red(), 0.35);
    scene.canvas().fill(inner.map((x, y) -> place(scene, side, x, y)), hollow);
    earring(scene, side, look);
  }

  private static void earring(Scene scene, int side, EarLook look) {
    Spot lobe = place(scene, side, 0.28, 1.0);
    Canvas canvas = scene.canvas();
    double unit = scene.head().pixels(1);
    switch (look.earring()) {
      case STUD -> canvas.disc(lobe.x(), lobe.y(), 0.018 * unit, look.metal());
      case HOOP -> {
        Outline ring =
            Curves.ellipse(lobe.x(), lobe.y() + 0.05 * unit, 0.036 * unit, 0.05 * unit, 20);
        canvas.edge(ring, scene.pen(0.013), look.metal());
      }
      case DROP -> {
        Outline drop =
            Curves.loop(
                4,
                lobe.x(),
                lobe.y(),
                lobe.x() + 0.026 * unit,
                lobe.y() + 0.085 * unit,
                lobe.x(),
                lobe.y() + 0.115 * unit,
                lobe.x() - 0.026 * unit,
                lobe.y() + 0.085 * unit);
        canvas.fill(drop, look.metal());
        canvas.disc(
            lobe.x() - 0.006 * unit,
            lobe.y() + 0.075 * unit,
            0.008 * unit,
            Tones.lighter(look.metal(), 0.7));
      }
      case NONE -> {}
    }
  }
}
