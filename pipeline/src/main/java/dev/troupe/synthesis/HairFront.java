package dev.troupe.synthesis;

import java.awt.Color;

/** Hair in front of the face: fringe, quiff, tufts and the locks beside the cheeks. */
final class HairFront implements Part {
  @Override
  public void draw(Scene scene) {
    HairLook look = scene.face().hair();
    if (look.style().hangs()) {
      for (int side = -1; side <= 1; side += 2) {
        lock(scene, look, side);
      }
    }
    if (look.style().hasTufts()) {
      Spikes.draw(scene, true);
    }
    if (look.style() == HairLook.Style.QUIFF) {
      Quiff.draw(scene);
    }
    if (look.fringe() != HairLook.Fringe.NONE) {
      fringe(scene, look);
    }
  }

  /** The strand that hangs from a temple; it turns away with the side of the head it hangs on. */
  private static void lock(Scene scene, HairLook look, int side) {
    HeadShape shape = scene.identity().head();
    double wide = shape.width() * (1.01 + look.volume());
    double facing = scene.head().turn(new Point3(side, 0, 0.38)).z();
    if (facing <= 0) {
      return;
    }
    double spread = Wander.ease(facing / 0.3);
    Outline inner = new Outline();
    Outline outer = new Outline();
    double top = shape.crown() * StrictMath.sin(look.line()) - 0.02;
    for (int i = 0; i <= 10; i++) {
      double t = i / 10.0;
      double y = top + (look.length() - top) * t;
      double ripple =
          look.style() == HairLook.Style.WAVY ? 0.022 * StrictMath.sin(t * 17 + side) : 0;
      double bend = 0.60 + 0.26 * Math.min(1, 2.4 * t) - 0.10 * Math.max(0, t - 0.6);
      inner.add(scene.hang(new Point3(side * (wide * bend + ripple), y, 0.26 - 0.12 * t)));
      double hem = 1 - 0.35 * Math.max(0, t - 0.8) / 0.2 * 0.5;
      Spot far =
          scene.hang(
              new Point3(side * (wide * Math.min(1.02, 0.72 + 1.2 * t) * hem + ripple), y, 0.03));
      Spot near = new Spot(inner.x(i), inner.y(i));
      outer.add(near.toward(far, spread * Math.min(1, 4 * t)));
    }
    paintLock(scene, look, inner, outer);
  }

  private static void paintLock(Scene scene, HairLook look, Outline inner, Outline outer) {
    Outline strand = new Outline().addAll(inner).addReversed(outer);
    scene.outline(strand, Tones.darker(look.colour(), 0.8));
    Spot head = scene.head().centre();
    scene
        .canvas()
        .fill(
            strand,
            Canvas.linear(
                head.x(),
                head.y() - scene.head().pixels(0.3),
                head.x(),
                head.y() + scene.head().pixels(look.length()),
                look.colour(),
                look.dark()));
    Outline middle = inner.toward(outer, 0.45);
    scene.canvas().ink(middle, scene.pen(0.016), Tones.veil(look.bright(), 0.6));
    scene.canvas().ink(inner.toward(outer, 0.75), scene.pen(0.014), Tones.veil(look.dark(), 0.8));
  }

  private static void fringe(Scene scene, HairLook look) {
    if (look.fringe() == HairLook.Fringe.CURTAIN) {
      piece(scene, look, look.parting(), 1.25, -1);
      piece(scene, look, look.parting(), -1.25, -1);
    } else if (look.fringe() == HairLook.Fringe.SWEPT) {
      double far = look.parting() > 0 ? -1.25 : 1.25;
      piece(scene, look, -far * 0.75, far, 1);
    } else {
      piece(scene, look, -1.15, 1.15, 0);
    }
  }

  /** A sheet of hair between two longitudes; {@code kind} -1 curtain, 0 straight, 1 swept. */
  private static void piece(Scene scene, HairLook look, double from, double to, int kind) {
    Dice dice = Dice.of(look.strandSeed(), "fringe" + kind);
    int steps = 28;
    int teeth = kind == 0 ? 7 : 4;
    double depth = dice.between(0.20, 0.30);
    Outline upper = new Outline();
    Outline lower = new Outline();
    for (int i = 0; i <= steps; i++) {
      double t = (double) i / steps;
      double longitude = from + (to - from) * t;
      double saw = 1 - Math.abs(2 * (t * teeth - Math.floor(t * teeth)) - 1);
      double fall =
          switch (kind) {
            case -1 -> 0.02 + depth * 1.5 * t * t + 0.03 * saw;
            case 0 -> depth * (0.75 + 0.35 * Math.abs(2 * t - 1)) + 0.085 * saw;
            default -> 0.01 + depth * 1.25 * Math.sqrt(t) * (1 - 0.25 * t) + 0.06 * saw * t;
          };
      double line = look.lineAt(longitude);
      lower.add(scene.head().around(longitude, line + fall, 1 + 0.45 * look.volume()));
      double crown = kind == 0 ? 0.55 : 0.30 + 0.25 * (1 - t);
      upper.add(scene.head().around(longitude * 0.8, line - crown, 1 + 0.85 * look.volume()));
    }
    Outline shadow = lower.map((x, y) -> new Spot(x, y + scene.head().pixels(0.022)));
    Outline shade = new Outline().addAll(upper).addReversed(shadow);
    scene
        .canvas()
        .fill(
            Polygons.clip(shade, scene.head().silhouette()),
            Tones.veil(scene.face().skin().shade(1.3), 0.5 * scene.style().shade()));
    sheet(scene, look, upper, lower);
  }

  private static void sheet(Scene scene, HairLook look, Outline upper, Outline lower) {
    Outline sheet = new Outline().addAll(upper).addReversed(lower);
    scene.canvas().fill(sheet, scene.lit(look.colour(), scene.head().pixels(0.78)));
    double outline = scene.head().pixels(scene.style().outline());
    scene.canvas().line(lower, outline, Tones.darker(look.colour(), 0.75));
    for (int i = 2; i < upper.count() - 2; i += 3) {
      Spot top = new Spot(upper.x(i), upper.y(i));
      Spot end = new Spot(lower.x(i), lower.y(i));
      Spot bend = top.toward(end, 0.5);
      Outline strand =
          Curves.line(
              4,
              top.x(),
              top.y(),
              bend.x(),
              bend.y(),
              top.toward(end, 0.93).x(),
              top.toward(end, 0.93).y());
      Color colour = i % 2 == 0 ? look.bright() : look.dark();
      scene.canvas().ink(strand, scene.pen(0.014), Tones.veil(colour, 0.5));
    }
  }
}
