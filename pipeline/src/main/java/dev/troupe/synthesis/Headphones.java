package dev.troupe.synthesis;

/** Headphones: an arch over the hair and a cup on each side. */
final class Headphones implements Part {
  @Override
  public void draw(Scene scene) {
    HatLook look = scene.identity().attire().hat();
    if (look.kind() != HatLook.Kind.HEADPHONES) {
      return;
    }
    double swell = Hats.swell(scene) + 0.05;
    arch(scene, look, swell);
    for (int side = -1; side <= 1; side += 2) {
      cup(scene, look, side, scene.identity().head().width() * swell);
    }
  }

  private static void arch(Scene scene, HatLook look, double swell) {
    HeadShape shape = scene.identity().head();
    HeadView head = scene.head();
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
    scene
        .canvas()
        .line(
            arch, head.pixels(0.055 + 2 * scene.style().outline()), Tones.darker(look.main(), 0.7));
    scene.canvas().line(arch, head.pixels(0.055), look.main());
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
    Outline cup = seen(scene.head(), side, Polygons.hull(points));
    if (cup.count() < 3) {
      return;
    }
    scene.outline(cup, Tones.darker(look.second(), 0.7));
    scene.canvas().fill(cup, look.second());
    Outline face = new Outline();
    for (int i = 0; i < 20; i++) {
      double angle = 2 * Math.PI * i / 20;
      face.add(
          scene
              .head()
              .place(
                  new Point3(
                      side * (x + 0.041),
                      0.05 + 0.09 * StrictMath.sin(angle),
                      -0.02 + 0.075 * StrictMath.cos(angle))));
    }
    scene.canvas().fill(seen(scene.head(), side, face), look.main());
  }

  /** What the head does not hide: of a cup on the far side, the piece beyond the head's edge. */
  private static Outline seen(HeadView head, int side, Outline cup) {
    if (Ears.isNear(head, side)) {
      return cup;
    }
    Spot centre = head.centre();
    Spot root = head.place(new Point3(side * 0.9 * head.surface().shape().width(), 0.05, -0.02));
    Spot edge = Polygons.exit(head.silhouette(), centre.x(), centre.y(), root.x(), root.y());
    double x = edge.x() - centre.x();
    double y = edge.y() - centre.y();
    Outline beyond = new Outline();
    beyond.add(edge.x() - 9 * y, edge.y() + 9 * x).add(edge.x() + 9 * y, edge.y() - 9 * x);
    beyond.add(edge.x() + 9 * (x + y), edge.y() + 9 * (y - x));
    beyond.add(edge.x() + 9 * (x - y), edge.y() + 9 * (y + x));
    return Polygons.clip(cup, beyond);
  }
}
