package dev.troupe.synthesis;

import java.awt.Color;

/** Hats and what else is worn on the head. */
final class Hats implements Part {
  @Override
  public void draw(Scene scene) {
    HatLook look = scene.identity().attire().hat();
    switch (look.kind()) {
      case BEANIE -> beanie(scene, look);
      case CAP -> cap(scene, look);
      case BAND -> band(scene, look, -0.62, -0.47, swell(scene) - 0.04 - 0.2 * scene.face().hair().volume());
      case HEADPHONES -> headphones(scene, look);
      case CAT_EARS -> catEars(scene, look);
      case NONE -> {}
    }
  }

  private static double swell(Scene scene) {
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
    scene.outline(Curves.ellipse(bobble.x(), bobble.y(), radius, radius, 24), Tones.darker(look.second(), 0.7));
    scene
        .canvas()
        .disc(
            bobble.x(), bobble.y(), radius,
            Canvas.radial(bobble.x(), bobble.y() - radius / 2, radius * 1.6, Tones.lighter(look.second(), 0.3), look.second(), Tones.darker(look.second(), 0.3)));
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
    scene.canvas().ink(top.toward(bottom, 0.5), scene.pen(0.016), Tones.veil(Tones.lighter(look.second(), 0.5), 0.6));
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
    scene.canvas().fill(Polygons.clip(cast, head.silhouette()), Tones.veil(scene.face().skin().shade(1.4), 0.5));
    scene.outline(peak, Tones.darker(look.second(), 0.75));
    scene.canvas().fill(peak, look.second());
    scene.canvas().ink(front, scene.pen(0.016), Tones.darker(look.second(), 0.3));
  }

  private static void headphones(Scene scene, HatLook look) {
    HeadShape shape = scene.identity().head();
    HeadView head = scene.head();
    double swell = swell(scene) + 0.05;
    Outline arch = new Outline();
    for (int i = 0; i <= 24; i++) {
      double angle = Math.PI * i / 24;
      arch.add(
          head.place(
              new Point3(
                  -shape.width() * swell * StrictMath.cos(angle),
                  0.04 - (shape.crown() * swell + 0.04) * StrictMath.sin(angle),
                  -0.02)));
    }
    scene.canvas().line(arch, head.pixels(0.055 + 2 * scene.style().outline()), Tones.darker(look.main(), 0.7));
    scene.canvas().line(arch, head.pixels(0.055), look.main());
    for (int side = -1; side <= 1; side += 2) {
      if (Ears.isNear(head, side)) {
        cup(scene, look, side, shape.width() * swell);
      }
    }
  }

  private static void cup(Scene scene, HatLook look, int side, double x) {
    Outline points = new Outline();
    for (int i = 0; i < 24; i++) {
      double angle = 2 * Math.PI * i / 24;
      double y = 0.05 + 0.135 * StrictMath.sin(angle);
      double z = -0.02 + 0.115 * StrictMath.cos(angle);
      points.add(scene.head().place(new Point3(side * (x - 0.03), y, z)));
      points.add(scene.head().place(new Point3(side * (x + 0.04), y * 0.92, z * 0.85)));
    }
    Outline cup = Polygons.hull(points);
    scene.outline(cup, Tones.darker(look.second(), 0.7));
    scene.canvas().fill(cup, look.second());
    Outline face = new Outline();
    for (int i = 0; i < 20; i++) {
      double angle = 2 * Math.PI * i / 20;
      face.add(
          scene.head().place(
              new Point3(
                  side * (x + 0.041), 0.05 + 0.09 * StrictMath.sin(angle), -0.02 + 0.075 * StrictMath.cos(angle))));
    }
    scene.canvas().fill(face, look.main());
  }

  private static void catEars(Scene scene, HatLook look) {
    for (int side = -1; side <= 1; side += 2) {
      triangle(scene, side, 1, look.main());
      triangle(scene, side, 0.62, look.second());
    }
    band(scene, look, -1.02, -0.95, swell(scene) - 0.02);
  }

  private static void triangle(Scene scene, int side, double size, Color colour) {
    HeadSurface surface = scene.head().surface();
    Point3 root = surface.around(side * 1.25, -0.86, swell(scene) - 0.03);
    Spot left = scene.head().place(root.plus(-0.12 * size, -side * 0.06 * size, 0));
    Spot right = scene.head().place(root.plus(0.12 * size, side * 0.06 * size, 0));
    Spot tip = scene.head().place(root.plus(side * 0.07 * size, -0.27 * size, 0));
    Outline ear = new Outline();
    ear.addAll(Curves.line(4, left.x(), left.y(), left.toward(tip, 0.5).x() - 0.1 * (right.x() - left.x()), left.toward(tip, 0.5).y(), tip.x(), tip.y()));
    ear.addReversed(Curves.line(4, right.x(), right.y(), right.toward(tip, 0.5).x() + 0.1 * (right.x() - left.x()), right.toward(tip, 0.5).y(), tip.x(), tip.y()));
    scene.outline(ear, Tones.darker(colour, 0.75));
    scene.canvas().fill(ear, colour);
  }
}
