package dev.troupe.synthesis;

import java.awt.Color;

/** Patterns and collars. */
final class Cloth {
  private Cloth() {}

  static void pattern(Scene scene, Outline torso, ClothesLook look) {
    BodyView body = scene.body();
    Color colour = Tones.veil(look.second(), 0.75);
    switch (look.pattern()) {
      case STRIPES -> {
        for (int i = 0; i < 5; i++) {
          Outline band = quad(body, 2, 0.68 + 0.14 * i, 0.745 + 0.14 * i);
          scene.canvas().fill(Polygons.clip(torso, band), colour);
        }
      }
      case DOTS -> {
        for (int i = 0; i < 27; i++) {
          int row = i / 9;
          Spot dot = body.place((i % 9 - 4) * 0.19 + row % 2 * 0.095, 0.74 + 0.12 * row);
          double radius = body.pixels(0.032);
          Outline disc = Curves.ellipse(dot.x(), dot.y(), radius, radius, 14);
          scene.canvas().fill(Polygons.clip(torso, disc), colour);
        }
      }
      case YOKE -> scene.canvas().fill(Polygons.clip(torso, quad(body, 2, 0.4, 0.83)), colour);
      case PLAIN -> {}
    }
  }

  static void collar(Scene scene, ClothesLook look) {
    double n = look.neck();
    Color main = look.main();
    switch (look.kind()) {
      case CREW -> neckband(scene, n, 0.71, Tones.darker(main, 0.25));
      case VEE -> {
        Outline left =
            new Outline().add(-n * 1.08, 0.575).add(0, 0.98).add(0, 1.02).add(-n * 1.3, 0.60);
        both(scene, left, Tones.darker(main, 0.22), false);
      }
      case SHIRT -> {
        Outline left =
            new Outline()
                .add(-n * 1.02, 0.53)
                .add(-n * 0.1, 0.80)
                .add(-n * 0.75, 0.88)
                .add(-n * 1.4, 0.62);
        both(scene, left, Tones.lighter(main, 0.35), true);
        buttons(scene, Tones.lighter(main, 0.6), 0.90);
      }
      case HOOD -> {
        neckband(scene, n * 1.05, 0.73, Tones.darker(main, 0.15));
        cords(scene, n, Tones.lighter(look.second(), 0.3));
      }
      case ROLL -> roll(scene, n, main);
      case SUIT -> suit(scene, look);
    }
  }

  private static void neckband(Scene scene, double n, double dip, Color colour) {
    Outline line =
        Curves.line(
            5,
            -n * 1.1,
            0.58,
            -n * 0.72,
            dip - 0.03,
            0,
            dip + 0.005,
            n * 0.72,
            dip - 0.03,
            n * 1.1,
            0.58);
    scene.canvas().line(line.map(scene.body()::place), scene.body().pixels(0.035), colour);
  }

  private static void both(Scene scene, Outline left, Color colour, boolean outlined) {
    for (int side = -1; side <= 1; side += 2) {
      int mirror = -side;
      Outline shape = left.map((x, y) -> scene.body().place(mirror * x, y));
      if (outlined) {
        scene.outline(shape, Tones.darker(colour, 0.6));
      }
      scene.canvas().fill(shape, colour);
    }
  }

  private static void buttons(Scene scene, Color colour, double from) {
    for (int i = 0; i < 2; i++) {
      Spot spot = scene.body().place(0, from + 0.13 * i);
      scene.canvas().disc(spot.x(), spot.y(), scene.body().pixels(0.014), colour);
    }
  }

  private static void cords(Scene scene, double n, Color colour) {
    for (int side = -1; side <= 1; side += 2) {
      Spot top = scene.body().place(side * n * 0.45, 0.72);
      Spot end = scene.body().place(side * n * 0.5, 0.95);
      Outline cord = new Outline().add(top).add(end);
      scene.canvas().line(cord, scene.body().pixels(0.018), colour);
    }
  }

  private static void roll(Scene scene, double n, Color main) {
    Outline local =
        Curves.loop(
            6, -n * 1.12, 0.50, 0, 0.545, n * 1.12, 0.50, n * 1.22, 0.60, n * 1.1, 0.66, 0, 0.705,
            -n * 1.1, 0.66, -n * 1.22, 0.60);
    Outline shape = local.map(scene.body()::place);
    scene.outline(shape, Tones.darker(main, 0.75));
    scene.canvas().fill(shape, Tones.lighter(main, 0.07));
    Outline fold = Curves.line(5, -n * 1.1, 0.60, 0, 0.645, n * 1.1, 0.60);
    scene
        .canvas()
        .ink(fold.map(scene.body()::place), scene.body().pixels(0.016), Tones.darker(main, 0.3));
  }

  private static void suit(Scene scene, ClothesLook look) {
    double n = look.neck();
    BodyView body = scene.body();
    Color shirt = Tones.lighter(Tones.mix(look.second(), Color.WHITE, 0.75), 0.2);
    Outline front =
        new Outline().add(-n * 1.08, 0.575).add(0, 0.66).add(n * 1.08, 0.575).add(0, 1.05);
    scene.canvas().fill(front.map(body::place), shirt);
    Outline tie =
        new Outline()
            .add(-0.035, 0.665)
            .add(0.035, 0.665)
            .add(0.022, 0.72)
            .add(0.06, 1.1)
            .add(-0.06, 1.1)
            .add(-0.022, 0.72);
    scene.canvas().fill(tie.map(body::place), look.second());
    Outline wing =
        new Outline().add(-n * 1.0, 0.53).add(0, 0.665).add(-n * 0.55, 0.76).add(-n * 1.2, 0.61);
    both(scene, wing, Tones.lighter(shirt, 0.4), true);
    Outline lapel =
        new Outline()
            .add(-n * 1.1, 0.575)
            .add(0, 1.0)
            .add(0, 1.1)
            .add(-n * 1.55, 0.84)
            .add(-n * 1.25, 0.80)
            .add(-n * 1.6, 0.74);
    both(scene, lapel, Tones.darker(look.main(), 0.22), true);
  }

  private static Outline quad(BodyView body, double wide, double top, double bottom) {
    return new Outline()
        .add(body.place(-wide, top))
        .add(body.place(wide, top))
        .add(body.place(wide, bottom))
        .add(body.place(-wide, bottom));
  }
}
