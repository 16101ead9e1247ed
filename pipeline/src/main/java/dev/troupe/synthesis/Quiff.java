package dev.troupe.synthesis;

import java.awt.Color;

/** A roll of locks combed up and over from the forehead. */
final class Quiff {
  private static final int LOCKS = 6;

  private Quiff() {}

  static void draw(Scene scene) {
    HairLook look = scene.face().hair();
    Dice dice = Dice.of(look.strandSeed(), "quiff");
    double lean = look.parting() > 0 ? 1 : -1;
    double lift = 0.05 + 0.55 * look.volume();
    for (int i = 0; i < LOCKS; i++) {
      double t = i / (LOCKS - 1.0);
      lock(scene, look, lean * (0.95 - 1.75 * t), lean, lift * dice.between(0.85, 1.2), i % 2 == 0);
    }
  }

  private static void lock(
      Scene scene, HairLook look, double longitude, double lean, double lift, boolean bright) {
    HeadSurface surface = scene.head().surface();
    double line = look.lineAt(longitude);
    Point3 root = surface.around(longitude, line + 0.06, 1.03);
    Point3 top = surface.around(longitude * 0.85, line - 0.22, 1.10 + 0.7 * look.volume());
    double over = lean * 0.17;
    Outline spine = new Outline();
    Spot foot = scene.head().place(root);
    Spot rise = scene.head().place(root.plus(-over * 0.15, -lift * 0.75, 0.045));
    Spot crest = scene.head().place(top.plus(-over * 0.55, -lift * 0.75, 0.02));
    Spot tip = scene.head().place(top.plus(-over * 1.5, -lift * 0.30, -0.03));
    spine.addAll(
        Curves.line(
            6, foot.x(), foot.y(), rise.x(), rise.y(), crest.x(), crest.y(), tip.x(), tip.y()));
    Outline lock = Curves.brush(spine, scene.head().pixels(0.23), 0.45, 0.08);
    scene.outline(lock, Tones.darker(look.colour(), 0.8));
    Color base = bright ? look.colour() : Tones.mix(look.colour(), look.dark(), 0.45);
    scene.canvas().fill(lock, base);
    scene.canvas().ink(spine, scene.pen(0.03), Tones.veil(look.bright(), bright ? 0.55 : 0.3));
  }
}
