package dev.troupe.synthesis;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tufts that stand up: all over the head, or in one row. */
final class Spikes {
  private Spikes() {}

  private record Tuft(double longitude, double latitude, double length, double wide) {}

  /** Draws the tufts that face the viewer, or those that do not. */
  static void draw(Scene scene, boolean front) {
    HairLook look = scene.face().hair();
    List<Tuft> tufts = new ArrayList<>();
    for (Tuft tuft : look.style() == HairLook.Style.MOHAWK ? row(look) : field(look)) {
      Point3 root = scene.head().surface().around(tuft.longitude(), tuft.latitude(), 1);
      if (scene.head().facing(root) >= 0 == front) {
        tufts.add(tuft);
      }
    }
    tufts.sort(
        Comparator.comparingDouble(
            tuft ->
                scene
                    .head()
                    .place(scene.head().surface().around(tuft.longitude(), tuft.latitude(), 1))
                    .depth()));
    for (Tuft tuft : tufts) {
      spike(scene, look, tuft);
    }
  }

  private static List<Tuft> field(HairLook look) {
    Dice dice = Dice.of(look.strandSeed(), "spikes");
    boolean tousled = look.style() == HairLook.Style.TOUSLED;
    List<Tuft> tufts = new ArrayList<>();
    for (int ring = 0; ring < 3; ring++) {
      int count = 13 - 4 * ring;
      for (int i = 0; i < count; i++) {
        double longitude = 2 * Math.PI * (i + 0.5 * (ring % 2)) / count - Math.PI;
        double low = Math.min(look.lineAt(longitude), tousled ? -0.45 : -0.25);
        double latitude = low - 0.08 - ring * (1.2 + low) / 2.4;
        tufts.add(
            new Tuft(
                longitude + dice.between(-0.1, 0.1),
                latitude,
                (0.08 + 0.7 * look.volume() + dice.between(0, 0.06)) * (tousled ? 0.8 : 1),
                (tousled ? 0.42 : 0.30) + 0.12 * ring));
      }
    }
    return tufts;
  }

  private static List<Tuft> row(HairLook look) {
    Dice dice = Dice.of(look.strandSeed(), "mohawk");
    List<Tuft> tufts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      double angle = look.line() - 0.02 - i * (Math.PI + look.line() - 0.2) / 11;
      boolean behind = angle < -Math.PI / 2;
      tufts.add(
          new Tuft(
              behind ? Math.PI : 0,
              behind ? -Math.PI - angle : angle,
              0.15 + 0.6 * look.volume() + dice.between(0, 0.05),
              0.34));
    }
    return tufts;
  }

  private static void spike(Scene scene, HairLook look, Tuft tuft) {
    HeadSurface surface = scene.head().surface();
    double around = tuft.wide() / Math.max(0.35, StrictMath.cos(tuft.latitude()));
    double lean =
        switch (look.style()) {
          case MOHAWK -> 0;
          case TOUSLED -> look.parting() > 0 ? 0.75 : -0.75;
          default -> 0.12;
        };
    Spot left = scene.head().place(surface.around(tuft.longitude() - around, tuft.latitude(), 1.0));
    Spot right =
        scene.head().place(surface.around(tuft.longitude() + around, tuft.latitude(), 1.0));
    Spot tip =
        scene
            .head()
            .place(
                surface
                    .around(
                        tuft.longitude() + lean,
                        tuft.latitude() - Math.abs(lean) * 0.2,
                        1 + 2.2 * tuft.length())
                    .plus(0, -tuft.length() * 0.35, 0));
    Spot foot = scene.head().place(surface.around(tuft.longitude(), tuft.latitude() + 0.16, 1.0));
    Outline spike = new Outline();
    spike.addAll(side(left, tip, foot, 0.10));
    spike.addReversed(side(right, tip, foot, 0.10));
    Color tint = Tones.mix(look.colour(), look.dark(), 0.3);
    scene.outline(spike, Tones.darker(look.colour(), 0.75));
    scene
        .canvas()
        .fill(
            spike,
            Canvas.linear(
                foot.x(), foot.y(), tip.x(), tip.y(), tint, look.colour(), look.bright()));
  }

  private static Outline side(Spot base, Spot tip, Spot foot, double bulge) {
    Spot middle = base.toward(tip, 0.5).toward(foot, -bulge);
    return Curves.line(5, base.x(), base.y(), middle.x(), middle.y(), tip.x(), tip.y());
  }
}
