package dev.troupe.synthesis;

import java.awt.Color;

/** A ball of curls. */
final class Curls {
  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
  private static final int COUNT = 96;

  private Curls() {}

  /** Draws the curls in front of the head's middle, or those behind. */
  static void draw(Scene scene, boolean front) {
    HairLook look = scene.face().hair();
    Dice dice = Dice.of(look.strandSeed(), "curls");
    double volume = 0.7 * look.volume() + (look.length() - 0.6) * 0.45;
    for (int i = 0; i < COUNT; i++) {
      double up = -1 + 2 * (i + 0.5) / COUNT;
      double turn = i * GOLDEN_ANGLE;
      double longitude = turn - 2 * Math.PI * Math.floor(turn / (2 * Math.PI)) - Math.PI;
      double radius = scene.head().pixels(dice.between(0.085, 0.125));
      double tint = dice.unit();
      double latitude = StrictMath.asin(up);
      if (latitude < look.lineAt(longitude) + 0.06) {
        Point3 point = scene.head().surface().around(longitude, latitude, 1.02 + volume);
        if (scene.head().facing(point) >= -0.1 == front) {
          curl(scene, look, scene.head().place(point), radius, tint);
        }
      }
    }
  }

  private static void curl(Scene scene, HairLook look, Spot at, double radius, double tint) {
    Outline disc = Curves.ellipse(at.x(), at.y(), radius, radius, 20);
    Color base = Tones.mix(look.colour(), look.dark(), 0.15 + 0.6 * tint);
    scene.outline(disc, Tones.darker(look.colour(), 0.75));
    scene.canvas().fill(disc, base);
    double shift = radius * 0.3 * scene.style().lightX();
    Outline swirl = new Outline();
    for (int i = 0; i <= 8; i++) {
      double angle = -2.6 + 2.4 * i / 8;
      swirl.add(
          at.x() + shift + radius * 0.55 * StrictMath.cos(angle),
          at.y() + radius * 0.55 * StrictMath.sin(angle));
    }
    scene.canvas().ink(swirl, radius * 0.26, Tones.veil(look.bright(), 0.5));
  }
}
