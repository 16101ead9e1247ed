package dev.troupe.synthesis;

import java.awt.Color;

/** Hats and bands. */
final class Hats implements Part {
  @Override
  public void draw(Scene scene) {
    HatLook look = scene.identity().attire().hat();
    switch (look.kind()) {
      case BEANIE -> beanie(scene, look);
      case CAP -> cap(scene, look);
      case BAND ->
          band(scene, look, -0.62, -0.47, swell(scene) - 0.04 - 0.2 * scene.face().hair().volume());
      case CAT_EARS -> {
        CatEars.draw(scene, look, swell(scene) - 0.03);
        band(scene, look, -1.02, -0.95, swell(scene) - 0.02);
      }
      case HEADPHONES, NONE -> {}
    }
  }

  /** How far a hat stands off the head, relative to the head's size. */
  static double swell(Scene scene) {
    HairLook hair = scene.face().hair();
    return 1.045 + (hair.style() == HairLook.Style.BALD ? 0 : hair.volume());
  }

  private static Dome.Rim rim(double front) {
    return longitude -> front + 0.22 * (1 - StrictMath.cos(longitude));
  }

  private static void dome(Scene scene, HatLook look, double front) {
    Outline dome = Dome.above(scene.head(), rim(front), swell(scene));
    scene.outline(dome, Tones.darker(look.main(), 0.75));
    scene.canvas().fill(dome, scene.lit(look.main(), scene.head().pixels(0.82)));
  }

  private static void beanie(Scene scene, HatLook look) {
    Point3 top = scene.head().surface().around(0, -Math.PI / 2, swell(scene) + 0.10);
    Spot bobble = scene.head().place(top);
    double radius = scene.head().pixels(0.095);
    scene.outline(
        Curves.ellipse(bobble.x(), bobble.y(), radius, radius, 24),
        Tones.darker(look.second(), 0.7));
    scene
        .canvas()
        .disc(
            bobble.x(),
            bobble.y(),
            radius,
            Canvas.radial(
                bobble.x(),
                bobble.y() - radius / 2,
                radius * 1.6,
                Tones.lighter(look.second(), 0.3),
                look.second(),
                Tones.darker(look.second(), 0.3)));
    dome(scene, look, -0.54);
    for (int i = -4; i <= 4; i++) {
      rib(scene, i * 0.42, Tones.veil(Tones.darker(look.main(), 0.4), 0.5));
    }
    band(scene, look, -0.68, -0.44, swell(scene) + 0.025);
  }

  private static void rib(Scene scene, double longitude, Color colour) {
    Outline line = new Outline();
    for (int i = 0; i <= 6; i++) {
      Point3 point = scene.head().surface().around(longitude, -1.45 + 0.13 * i, swell(scene));
      if (scene.head().facing(point) > 0.05) {
        line.add(scene.head().place(point));
      }
    }
    if (line.count() > 2) {
      scene.canvas().ink(line, scene.pen(0.014), colour);
    }
  }

  private static void band(Scene scene, HatLook look, double upper, double lower, double swell) {
    Outline top = Dome.rim(scene.head(), rim(upper), swell);
    Outline bottom = Dome.rim(scene.head(), rim(lower), swell);
    Outline strip = new Outline().addAll(top).addReversed(bottom);
    scene.outline(strip, Tones.darker(look.second(), 0.75));
    scene.canvas().fill(strip, scene.lit(look.second(), scene.head().pixels(0.8)));
    scene
        .canvas()
        .ink(
            top.toward(bottom, 0.5),
            scene.pen(0.016),
            Tones.veil(Tones.lighter(look.second(), 0.5), 0.6));
  }

  private static void cap(Scene scene, HatLook look) {
    dome(scene, look, -0.50);
    rib(scene, 0.001, Tones.darker(look.main(), 0.35));
    rib(scene, 0.75, Tones.darker(look.main(), 0.35));
    rib(scene, -0.75, Tones.darker(look.main(), 0.35));
    HeadView head = scene.head();
    Outline back = new Outline();
    Outline front = new Outline();
    for (int i = 0; i <= 16; i++) {
      double longitude = 1.05 * (i / 8.0 - 1);
      Point3 root = head.surface().around(longitude, rim(-0.50).latitude(longitude), swell(scene));
      double out = 0.26 * StrictMath.cos(longitude * 1.45);
      back.add(head.place(root));
      front.add(head.place(root.plus(0, 0.02 + 0.55 * out, Math.max(0, out))));
    }
    Outline peak = new Outline().addAll(back).addReversed(front);
    Outline shadow = front.map((x, y) -> new Spot(x, y + head.pixels(0.05)));
    Outline cast = new Outline().addAll(back).addReversed(shadow);
    scene
        .canvas()
        .fill(
            Polygons.clip(cast, head.silhouette()),
            Tones.veil(scene.face().skin().shade(1.4), 0.5));
    scene.outline(peak, Tones.darker(look.second(), 0.75));
    scene.canvas().fill(peak, look.second());
    scene.canvas().ink(front, scene.pen(0.016), Tones.darker(look.second(), 0.3));
  }
}
