package dev.troupe.synthesis;

import java.awt.Color;

/**
 * Hair that lies on the skull: painted before the face, which leaves what is above the hairline.
 */
final class HairCap implements Part {
  @Override
  public void draw(Scene scene) {
    HairLook look = scene.face().hair();
    switch (look.style()) {
      case CURLS -> {
        cap(scene, look, 0.04);
        Curls.draw(scene, true);
      }
      case MOHAWK -> cap(scene, look, 0.004);
      case BALD -> {}
      default -> {
        cap(scene, look, look.volume());
        strands(scene, look);
      }
    }
  }

  /** How far hair stands off the head: most at the top, least in the neck. */
  static double swell(HairLook look, double volume, double longitude, double latitude) {
    double line = look.lineAt(longitude);
    if (latitude > line) {
      return 0;
    }
    double up = Math.max(0, Math.min(1, (0.35 - latitude) / 1.2));
    return 1 + volume * (0.12 + 0.88 * up);
  }

  private static void cap(Scene scene, HairLook look, double volume) {
    Outline cap =
        scene.head().hull((longitude, latitude) -> swell(look, volume, longitude, latitude));
    Color base =
        volume < 0.03 ? Tones.mix(look.colour(), scene.face().skin().base(), 0.45) : look.colour();
    if (look.style() == HairLook.Style.CURLS) {
      base = Tones.mix(look.colour(), look.dark(), 0.7);
    }
    scene.outline(cap, Tones.darker(look.colour(), 0.8));
    scene.canvas().fill(cap, scene.lit(base, scene.head().pixels(0.78)));
  }

  private static void strands(Scene scene, HairLook look) {
    if (look.style() == HairLook.Style.BUZZ) {
      return;
    }
    Dice dice = Dice.of(look.strandSeed(), "strands");
    boolean pulled = look.style() == HairLook.Style.BUN || look.style() == HairLook.Style.PONYTAIL;
    double top = pulled ? Math.PI : look.parting();
    for (int i = 0; i < 22; i++) {
      double longitude = -2.4 + 4.8 * (i + dice.between(-0.3, 0.3)) / 21;
      Color colour = i % 2 == 0 ? look.bright() : look.dark();
      strand(scene, look, top, longitude, Tones.veil(colour, dice.between(0.35, 0.75)));
    }
    shine(scene, look);
  }

  private static void strand(
      Scene scene, HairLook look, double parting, double longitude, Color colour) {
    Outline line = new Outline();
    double from = Math.abs(parting) > 2 ? longitude : parting;
    for (int i = 0; i <= 7; i++) {
      double t = i / 7.0;
      double at = from + (longitude - from) * Math.sqrt(t);
      double latitude = -1.35 + (look.lineAt(longitude) + 1.35) * (0.06 + 0.92 * t);
      Point3 point =
          scene
              .head()
              .surface()
              .around(
                  at,
                  latitude,
                  swell(look, look.volume(), at, Math.min(latitude, look.lineAt(at))));
      if (scene.head().facing(point) > 0.06) {
        line.add(scene.head().place(point));
      } else if (line.count() > 0) {
        break;
      }
    }
    if (line.count() > 2) {
      scene.canvas().ink(line, scene.pen(0.022), colour);
    }
  }

  private static void shine(Scene scene, HairLook look) {
    Outline line = new Outline();
    double middle = 0.55 * scene.style().lightX();
    for (int i = 0; i <= 12; i++) {
      double longitude = middle + 0.75 * (i / 6.0 - 1);
      double latitude = -0.98 + 0.05 * (i % 2);
      Point3 point = scene.head().surface().around(longitude, latitude, 1 + 0.9 * look.volume());
      if (scene.head().facing(point) > 0.05) {
        line.add(scene.head().place(point));
      }
    }
    if (line.count() > 3) {
      scene.canvas().ink(line, scene.pen(0.045), Tones.veil(look.bright(), 0.55));
    }
  }
}
