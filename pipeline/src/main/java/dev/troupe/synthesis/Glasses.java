package dev.troupe.synthesis;

import java.awt.Color;

/** Glasses: two lenses in a slightly bent plane before the eyes, a bridge and the near temple. */
final class Glasses implements Part {
  @Override
  public void draw(Scene scene) {
    GlassesLook look = scene.identity().attire().glasses();
    if (!look.worn()) {
      return;
    }
    EyeLook eyes = scene.face().eyes();
    double wide = eyes.apart() * look.width();
    double high = Math.max(wide * look.height(), eyes.upper() * 1.12);
    double rim = Math.max(1.1, scene.head().pixels(look.rim()));
    for (int side = -1; side <= 1; side += 2) {
      temple(scene, look, side, eyes.apart() + wide, rim);
    }
    for (int side = -1; side <= 1; side += 2) {
      Outline lens =
          Curves.roundedBox(side * eyes.apart(), 0.008, wide, high, look.power())
              .map((x, y) -> place(scene, x, y));
      scene.canvas().fill(lens, look.tint());
      glare(scene, side * eyes.apart(), wide, high);
      scene.canvas().edge(lens, rim, look.frame());
    }
    double gap = eyes.apart() - wide;
    Outline bridge = Curves.line(5, -gap, -0.005, 0, -0.028, gap, -0.005);
    scene.canvas().line(bridge.map((x, y) -> place(scene, x, y)), rim, look.frame());
  }

  private static Spot place(Scene scene, double x, double y) {
    HeadShape shape = scene.identity().head();
    return scene.head().place(new Point3(x, y, shape.depth() * 1.04 - 0.42 * x * x));
  }

  private static void temple(Scene scene, GlassesLook look, int side, double edge, double rim) {
    HeadShape shape = scene.identity().head();
    if (scene.head().turn(new Point3(side, 0, 0.15)).z() < 0) {
      return;
    }
    Spot hinge = place(scene, side * edge, -0.012);
    Spot bend = scene.head().place(new Point3(side * shape.width() * 1.02, -0.012, 0.12));
    Spot end = scene.head().place(new Point3(side * shape.width() * 1.02, 0.0, -0.06));
    scene
        .canvas()
        .line(new Outline().add(hinge).add(bend).add(end), rim, Tones.darker(look.frame(), 0.3));
  }

  private static void glare(Scene scene, double x, double wide, double high) {
    Outline streak =
        new Outline()
            .add(x - wide * 0.55, -high * 0.1)
            .add(x - wide * 0.15, -high * 0.62)
            .add(x + wide * 0.08, -high * 0.62)
            .add(x - wide * 0.45, high * 0.15);
    scene.canvas().fill(streak.map((px, py) -> place(scene, px, py)), new Color(255, 255, 255, 46));
  }
}
