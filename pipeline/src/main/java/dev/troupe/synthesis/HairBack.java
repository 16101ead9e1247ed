package dev.troupe.synthesis;

/** Hair that is behind the head and the shoulders. */
final class HairBack implements Part {
  @Override
  public void draw(Scene scene) {
    HairLook look = scene.face().hair();
    switch (look.style()) {
      case BOB, LONG -> mass(scene, look);
      case WAVY -> {
        waves(scene, look);
        mass(scene, look);
      }
      case PONYTAIL -> tail(scene, look);
      case BUN -> bun(scene, look);
      case PIGTAILS -> bunches(scene, look);
      case CURLS -> Curls.draw(scene, false);
      case SPIKES, TOUSLED, MOHAWK -> Spikes.draw(scene, false);
      case BALD, BUZZ, SHORT, QUIFF -> {}
    }
  }

  private static void mass(Scene scene, HairLook look) {
    HeadShape shape = scene.identity().head();
    HeadView head = scene.head();
    double wide = shape.width() * (1 + 1.3 * look.volume());
    Outline points = head.points((longitude, latitude) -> latitude < 0.1 ? 1 + look.volume() : 0);
    for (int i = 0; i <= 12; i++) {
      double angle = Math.PI * i / 12;
      double x = wide * StrictMath.cos(angle);
      double z = -0.02 - 1.05 * shape.depth() * StrictMath.sin(angle);
      for (double y = 0.05; y <= look.length(); y += 0.09) {
        double hem = Math.max(0, (y - look.length() + 0.15) / 0.15);
        double curl = 1.04 - 0.16 * hem * hem;
        points.add(scene.hang(new Point3(x * curl, y, z)));
      }
    }
    Outline mass = Polygons.hull(points);
    scene.outline(mass, Tones.darker(look.colour(), 0.8));
    double top = head.centre().y() - head.pixels(0.3);
    double bottom = head.centre().y() + head.pixels(look.length());
    scene
        .canvas()
        .fill(
            mass, Canvas.linear(0, top, 0, bottom, look.dark(), Tones.darker(look.colour(), 0.55)));
  }

  private static void waves(Scene scene, HairLook look) {
    HeadShape shape = scene.identity().head();
    double wide = shape.width() * (1 + 1.2 * look.volume());
    for (double y = -0.05; y <= look.length(); y += 0.13) {
      for (int side = -1; side <= 1; side += 2) {
        Spot spot = scene.hang(new Point3(side * wide, y, -0.10));
        double radius = scene.head().pixels(0.10);
        Outline curl = Curves.ellipse(spot.x(), spot.y(), radius, radius, 22);
        scene.outline(curl, Tones.darker(look.colour(), 0.8));
        scene.canvas().fill(curl, Tones.darker(look.colour(), 0.46));
      }
    }
  }

  private static void tail(Scene scene, HairLook look) {
    HeadShape shape = scene.identity().head();
    Point3 root = scene.head().surface().around(Math.PI, -0.45, 1.15);
    double sway = look.parting() > 0 ? 1 : -1;
    Outline line = new Outline();
    for (int i = 0; i <= 8; i++) {
      double t = i / 8.0;
      line.add(
          scene.hang(
              new Point3(
                  sway * shape.width() * (0.9 * Math.sqrt(t) + 0.35 * t * (1 - t)),
                  root.y() - 0.25 * t * (1 - t) + 0.85 * look.length() * t * t,
                  root.z())));
    }
    brushed(scene, look, line, 0.24, 0.45, 0.05);
  }

  private static void bunches(Scene scene, HairLook look) {
    HeadShape shape = scene.identity().head();
    for (int side = -1; side <= 1; side += 2) {
      Outline line = new Outline();
      for (int i = 0; i <= 8; i++) {
        double t = i / 8.0;
        line.add(
            scene.hang(
                new Point3(
                    side * shape.width() * (0.98 + 0.55 * Math.sqrt(t) - 0.2 * t),
                    -0.10 - 0.25 * t * (1 - t) + 0.55 * t * t,
                    -0.12)));
      }
      brushed(scene, look, line, 0.22, 0.4, 0.05);
      scene
          .canvas()
          .disc(
              line.x(1),
              line.y(1),
              scene.head().pixels(0.05),
              scene.identity().attire().hat().second());
    }
  }

  private static void bun(Scene scene, HairLook look) {
    Point3 root = scene.head().surface().around(Math.PI, -1.25, 1.34);
    Spot spot = scene.head().place(root);
    double radius = scene.head().pixels(0.12 + 0.5 * look.volume());
    Outline bun = Curves.ellipse(spot.x(), spot.y(), radius, radius * 0.9, 28);
    scene.outline(bun, Tones.darker(look.colour(), 0.8));
    scene
        .canvas()
        .fill(
            bun,
            Canvas.radial(
                spot.x(), spot.y() - radius / 2, radius * 1.5, look.colour(), look.dark()));
    Outline twist =
        Curves.ellipse(spot.x(), spot.y() + radius * 0.1, radius * 0.5, radius * 0.4, 20);
    scene.canvas().edge(twist, scene.pen(0.012), Tones.veil(look.dark(), 0.8));
  }

  private static void brushed(
      Scene scene, HairLook look, Outline line, double width, double start, double end) {
    Outline brush = Curves.brush(line, scene.head().pixels(width), start, end);
    scene.outline(brush, Tones.darker(look.colour(), 0.8));
    scene.canvas().fill(brush, Tones.darker(look.colour(), 0.22));
    scene.canvas().ink(line, scene.head().pixels(width * 0.16), Tones.veil(look.bright(), 0.6));
    Outline side = new Outline();
    for (int i = 2; i < line.count() - 2; i++) {
      side.add(line.x(i) + scene.head().pixels(width * 0.25), line.y(i));
    }
    scene.canvas().ink(side, scene.head().pixels(width * 0.12), Tones.veil(look.dark(), 0.8));
  }
}
