package dev.troupe.synthesis;

import java.awt.Color;

/** The nose: the one feature that stands out of the face. */
final class Nose implements Part {
  @Override
  public void draw(Scene scene) {
    NoseLook look = scene.face().nose();
    SkinLook skin = scene.face().skin();
    HeadView head = scene.head();
    Spot tip = tip(scene);
    double radius = head.pixels(look.tip());
    Outline body = body(scene, tip, radius);
    Color base = Tones.mix(skin.base(), skin.red(), 0.35 * look.red());
    double turn = head.pose().yaw();
    int dark = Math.abs(turn) > 0.12 ? (turn > 0 ? 1 : -1) : (scene.style().lightX() > 0 ? -1 : 1);
    shade(scene, tip, dark);
    scene
        .canvas()
        .fade(body, tip.x(), tip.y(), radius * 3.2, Tones.veil(Tones.lighter(base, 0.10), 0.95));
    wings(scene, base);
    scene
        .canvas()
        .fill(
            Curves.ellipse(tip.x(), tip.y(), radius, radius * 0.92, 24),
            Canvas.radial(
                tip.x() + scene.style().lightX() * radius * 0.35,
                tip.y() - radius * 0.4,
                radius * 1.6,
                Tones.lighter(base, 0.32),
                base,
                Tones.darker(base, 0.30)));
    nostrils(scene, tip);
    bridge(scene, tip, dark);
  }

  /** The foremost point of the nose. */
  static Spot tip(Scene scene) {
    NoseLook look = scene.face().nose();
    return scene.head().place(scene.head().surface().front(0, look.y() - 0.01, look.reach()));
  }

  private static Outline body(Scene scene, Spot tip, double radius) {
    NoseLook look = scene.face().nose();
    Outline points = Curves.ellipse(tip.x(), tip.y(), radius, radius, 20);
    points.add(scene.head().front(-0.022, look.y() * 0.12));
    points.add(scene.head().front(0.022, look.y() * 0.12));
    return Polygons.hull(points);
  }

  private static void shade(Scene scene, Spot tip, int dark) {
    NoseLook look = scene.face().nose();
    HeadView head = scene.head();
    Outline shade = new Outline();
    shade.add(head.front(dark * 0.01, look.y() * 0.25));
    shade.add(head.front(dark * look.width() * 0.8, look.y() * 0.85));
    shade.add(head.front(dark * look.width() * 0.9, look.y() + 0.02));
    shade.add(head.front(0, look.y() + 0.035));
    shade.add(tip);
    Color colour = Tones.veil(scene.face().skin().shade(1.1), 0.30 + 0.35 * scene.style().shade());
    scene.canvas().fill(Curves.smooth(shade, 4, true), colour);
  }

  private static void wings(Scene scene, Color base) {
    NoseLook look = scene.face().nose();
    HeadView head = scene.head();
    for (int side = -1; side <= 1; side += 2) {
      Spot wing =
          head.place(
              head.surface()
                  .front(side * look.width() * 0.72, look.y() + 0.008, look.reach() * 0.4));
      double radius = head.pixels(look.width() * 0.36);
      scene
          .canvas()
          .disc(wing.x(), wing.y(), radius, Tones.mix(base, scene.face().skin().shade(1), 0.35));
    }
  }

  private static void nostrils(Scene scene, Spot tip) {
    NoseLook look = scene.face().nose();
    if (look.nostrils() == 0) {
      return;
    }
    HeadView head = scene.head();
    Color dark = Tones.veil(Tones.darker(scene.face().skin().base(), 0.85), look.nostrils());
    for (int side = -1; side <= 1; side += 2) {
      Spot hole =
          head.place(
              head.surface()
                  .front(side * look.width() * 0.48, look.y() + 0.022, look.reach() * 0.6));
      double rise = Math.max(0.15, 1 + 2.2 * head.pose().pitch());
      double radius = head.pixels(look.width() * 0.19);
      scene
          .canvas()
          .fill(
              Curves.ellipse(hole.x(), hole.y(), radius, radius * 0.55 * Math.min(1.5, rise), 14),
              dark);
    }
    scene
        .canvas()
        .glow(
            tip.x() + scene.style().lightX() * head.pixels(0.01),
            tip.y() - head.pixels(0.012),
            head.pixels(look.tip() * 0.5),
            new Color(255, 255, 255, 90));
  }

  private static void bridge(Scene scene, Spot tip, int dark) {
    NoseLook look = scene.face().nose();
    if (look.bridge() == 0) {
      return;
    }
    Spot top = scene.head().front(dark * 0.03, look.y() * 0.05);
    double out = scene.head().pixels(look.tip()) * dark;
    Outline line =
        Curves.line(
            5,
            top.x(),
            top.y(),
            (top.x() + tip.x()) / 2 + out * 0.35,
            (top.y() + tip.y()) / 2,
            tip.x() + out * 0.95,
            tip.y() - Math.abs(out) * 0.2,
            tip.x() + out * 0.6,
            tip.y() + Math.abs(out) * 0.75);
    scene
        .canvas()
        .ink(line, scene.pen(0.012), Tones.veil(scene.face().skin().line(), 0.7 * look.bridge()));
  }
}
