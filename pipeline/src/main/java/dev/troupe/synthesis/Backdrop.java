package dev.troupe.synthesis;

import java.awt.Color;

/** What is behind the puppet. It stays where it is while the puppet moves. */
final class Backdrop implements Part {
  @Override
  public void draw(Scene scene) {
    BackdropLook look = scene.identity().attire().backdrop();
    double width = scene.size().width();
    double height = scene.size().height();
    Outline frame = box(0, 0, width, height);
    boolean glow = look.kind() == BackdropLook.Kind.GLOW;
    Dice dice = Dice.of(look.seed(), "slope");
    double side = dice.unit() * width;
    scene
        .canvas()
        .fill(
            frame,
            glow
                ? Canvas.radial(
                    width / 2,
                    height * 0.45,
                    Math.max(width, height) * 0.75,
                    look.first(),
                    look.second())
                : Canvas.linear(side, 0, width - side, height, look.first(), look.second()));
    double half = Math.min(width, height) / 2;
    switch (look.kind()) {
      case BUBBLES -> bubbles(scene.canvas(), look, width, height, half);
      case STRIPES -> stripes(scene.canvas(), look, width, height, half);
      case HILLS -> hills(scene.canvas(), look, width, height, half);
      case RAYS -> rays(scene.canvas(), look, width, height);
      case WALL -> wall(scene.canvas(), look, width, height, half);
      case SLOPE, GLOW -> {}
    }
  }

  private static void bubbles(
      Canvas canvas, BackdropLook look, double width, double height, double half) {
    Dice dice = Dice.of(look.seed(), "bubbles");
    for (int i = 0; i < 12; i++) {
      Color veil =
          Tones.veil(Tones.lighter(look.third(), dice.unit() * 0.5), 0.16 + 0.2 * dice.unit());
      canvas.disc(dice.unit() * width, dice.unit() * height, half * dice.between(0.06, 0.34), veil);
    }
  }

  private static void stripes(
      Canvas canvas, BackdropLook look, double width, double height, double half) {
    Dice dice = Dice.of(look.seed(), "stripes");
    double step = half * dice.between(0.16, 0.42);
    double lean = dice.between(-1, 1) * height;
    for (double x = -height; x < width + height; x += 2 * step) {
      Outline band = new Outline();
      band.add(x, 0).add(x + step, 0).add(x + step + lean, height).add(x + lean, height);
      canvas.fill(band, Tones.veil(look.third(), 0.35));
    }
  }

  private static void hills(
      Canvas canvas, BackdropLook look, double width, double height, double half) {
    Dice dice = Dice.of(look.seed(), "hills");
    for (int layer = 0; layer < 3; layer++) {
      double base = height * (0.42 + 0.17 * layer);
      double wave = half * dice.between(0.5, 1.1);
      double phase = dice.unit() * 7;
      Outline hill = new Outline().add(-1, height + 1);
      for (int i = 0; i <= 24; i++) {
        double x = width * i / 24;
        hill.add(x, base + half * 0.10 * StrictMath.sin(x / wave * 2.2 + phase));
      }
      hill.add(width + 1, height + 1);
      canvas.fill(
          hill, Tones.mix(look.third(), Tones.darker(look.second(), 0.5), 0.25 + 0.3 * layer));
    }
  }

  private static void rays(Canvas canvas, BackdropLook look, double width, double height) {
    Dice dice = Dice.of(look.seed(), "rays");
    int count = 8 + dice.below(9);
    double start = dice.unit() * 6;
    double reach = width + height;
    for (int i = 0; i < count; i++) {
      double from = start + 2 * Math.PI * i / count;
      double to = from + Math.PI / count;
      Outline ray = new Outline().add(width / 2, height * 0.5);
      ray.add(width / 2 + reach * StrictMath.cos(from), height / 2 + reach * StrictMath.sin(from));
      ray.add(width / 2 + reach * StrictMath.cos(to), height / 2 + reach * StrictMath.sin(to));
      canvas.fill(ray, Tones.veil(look.third(), 0.33));
    }
  }

  private static void wall(
      Canvas canvas, BackdropLook look, double width, double height, double half) {
    Dice dice = Dice.of(look.seed(), "wall");
    for (int i = 0; i < 3; i++) {
      double x = width / 2 + half * (dice.between(0.45, 1.2) * (dice.chance(0.5) ? -1 : 1));
      double y = height / 2 - half * dice.between(-0.1, 0.9);
      double w = half * dice.between(0.10, 0.24);
      double h = half * dice.between(0.10, 0.28);
      canvas.fill(box(x - w, y - h, x + w, y + h), Tones.darker(look.second(), 0.45));
      double rim = 0.14 * Math.min(w, h);
      canvas.fill(
          box(x - w + rim, y - h + rim, x + w - rim, y + h - rim),
          Canvas.linear(x, y - h, x + w, y + h, look.third(), Tones.hue(dice.unit(), 0.4, 0.8)));
    }
    canvas.fill(
        box(0, height / 2 + half * 0.62, width, height + 1), Tones.darker(look.second(), 0.35));
  }

  private static Outline box(double left, double top, double right, double bottom) {
    return new Outline().add(left, top).add(right, top).add(right, bottom).add(left, bottom);
  }
}
