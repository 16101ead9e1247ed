package dev.troupe.synthesis;

import java.awt.Color;

/** A cat's ears, on a band. */
final class CatEars {
  private CatEars() {}

  static void draw(Scene scene, HatLook look, double swell) {
    for (int side = -1; side <= 1; side += 2) {
      triangle(scene, side, 1, swell, look.main());
      triangle(scene, side, 0.62, swell, look.second());
    }
  }

  private static void triangle(Scene scene, int side, double size, double swell, Color colour) {
    HeadSurface surface = scene.head().surface();
    Point3 root = surface.around(side * 1.25, -0.86, swell);
    Spot left = scene.head().place(root.plus(-0.12 * size, -side * 0.06 * size, 0));
    Spot right = scene.head().place(root.plus(0.12 * size, side * 0.06 * size, 0));
    Spot tip = scene.head().place(root.plus(side * 0.07 * size, -0.27 * size, 0));
    double bulge = 0.1 * (right.x() - left.x());
    Outline ear = new Outline();
    ear.addAll(side(left, tip, -bulge)).addReversed(side(right, tip, bulge));
    scene.outline(ear, Tones.darker(colour, 0.75));
    scene.canvas().fill(ear, colour);
  }

  private static Outline side(Spot foot, Spot tip, double bulge) {
    Spot middle = foot.toward(tip, 0.5);
    return Curves.line(4, foot.x(), foot.y(), middle.x() + bulge, middle.y(), tip.x(), tip.y());
  }
}
