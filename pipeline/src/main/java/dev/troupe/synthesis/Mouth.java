package dev.troupe.synthesis;

import java.awt.Color;

/** Lips, teeth and tongue. */
final class Mouth implements Part {
  private static final Color THROAT = new Color(64, 14, 22);
  private static final Color TEETH = new Color(250, 247, 238);
  private static final Color TONGUE = new Color(222, 100, 104);

  @Override
  public void draw(Scene scene) {
    MouthLook look = scene.face().mouth();
    MouthContour lips = new MouthContour(look, scene.pose().mouth());
    creases(scene, lips);
    double middle = lips.outerLower().y(MouthContour.POINTS / 2);
    Spot under = place(scene, 0, middle + 0.022);
    scene
        .canvas()
        .glow(
            under.x(),
            under.y(),
            scene.head().pixels(0.055),
            Tones.veil(scene.face().skin().shade(1.2), 0.55));
    lips(scene, look, lips);
    if (lips.gap() > 0.004) {
      inside(scene, look, lips);
    } else {
      Outline line = see(scene, lips.innerUpper());
      scene.canvas().ink(line, scene.pen(0.013), Tones.darker(look.colour(), 0.68));
    }
  }

  /** A place of the mouth: the lips stand out of the face a little. */
  static Spot place(Scene scene, double x, double y) {
    return scene.head().place(scene.head().surface().front(x, y, 0.018));
  }

  private static Outline see(Scene scene, Outline local) {
    return local.map((x, y) -> place(scene, x, y));
  }

  private static void lips(Scene scene, MouthLook look, MouthContour lips) {
    Outline upper = see(scene, lips.outerUpper());
    Outline inner = see(scene, lips.innerUpper().toward(lips.innerLower(), 0.5));
    Outline lower = see(scene, lips.outerLower());
    Outline top = new Outline().addAll(upper).addReversed(inner);
    Outline bottom = new Outline().addAll(inner).addReversed(lower);
    scene.outline(new Outline().addAll(upper).addReversed(lower), Tones.darker(look.colour(), 0.6));
    scene.canvas().fill(top, Tones.darker(look.colour(), 0.20));
    scene.canvas().fill(bottom, look.colour());
    int third = MouthContour.POINTS / 3;
    Outline shine = new Outline();
    for (int i = third; i < MouthContour.POINTS - third; i++) {
      double x = lips.outerLower().x(i);
      shine.add(place(scene, x, lips.innerLower().y(i) * 0.5 + lips.outerLower().y(i) * 0.5));
    }
    scene
        .canvas()
        .ink(
            shine,
            scene.head().pixels(look.lower() * 0.4),
            Tones.veil(Tones.lighter(look.colour(), 0.6), 0.6));
  }

  private static void inside(Scene scene, MouthLook look, MouthContour lips) {
    Outline opening = lips.opening();
    Canvas canvas = scene.canvas();
    canvas.fill(see(scene, opening), THROAT);
    int middle = MouthContour.POINTS / 2;
    double top = lips.innerUpper().y(middle);
    double bottom = lips.innerLower().y(middle);
    double half = lips.half();
    Outline tongue =
        Curves.ellipse(0, bottom + 0.012, half * 0.62, Math.max(0.012, lips.gap() * 0.46), 24);
    canvas.fill(see(scene, Polygons.clip(opening, tongue)), TONGUE);
    Outline fold =
        Curves.ellipse(0, bottom + 0.02, half * 0.10, Math.max(0.006, lips.gap() * 0.34), 16);
    canvas.fill(see(scene, Polygons.clip(opening, fold)), Tones.darker(TONGUE, 0.14));
    double bite = Math.min(0.036, lips.gap() * 0.55 + 0.004);
    Outline upper = Curves.roundedBox(0, top - 0.10 + bite, half * 0.86, 0.10, 5);
    canvas.fill(see(scene, Polygons.clip(opening, upper)), TEETH);
    if (scene.pose().mouth().smile() > -0.2 && lips.gap() > 0.05) {
      Outline lower = Curves.roundedBox(0, bottom + 0.10 - 0.013, half * 0.6, 0.10, 4);
      canvas.fill(see(scene, Polygons.clip(opening, lower)), Tones.darker(TEETH, 0.12));
    }
    if (look.gap()) {
      Outline slit = new Outline().add(place(scene, 0, top)).add(place(scene, 0, top + bite * 0.9));
      canvas.line(slit, scene.pen(0.010), THROAT);
    }
    Outline shade = lips.innerUpper().toward(lips.innerLower(), 0.16);
    Outline shadow = see(scene, lips.innerUpper()).addReversed(see(scene, shade));
    canvas.fill(shadow, new Color(40, 0, 20, 70));
    canvas.ink(see(scene, lips.innerUpper()), scene.pen(0.010), Tones.darker(look.colour(), 0.6));
  }

  /** Folds that a smile makes beside the mouth. */
  private static void creases(Scene scene, MouthContour lips) {
    double smile = scene.pose().mouth().smile();
    if (smile < 0.25) {
      return;
    }
    double corner = lips.innerUpper().y(0);
    Color colour = Tones.veil(scene.face().skin().line(), 0.38 * (smile - 0.25) / 0.75);
    for (int side = -1; side <= 1; side += 2) {
      double x = side * (lips.half() + 0.028);
      Outline fold =
          Curves.line(
              4,
              x - side * 0.012,
              corner - 0.055,
              x + side * 0.012,
              corner - 0.005,
              x,
              corner + 0.045);
      scene.canvas().ink(see(scene, fold), scene.pen(0.011), colour);
    }
  }
}
