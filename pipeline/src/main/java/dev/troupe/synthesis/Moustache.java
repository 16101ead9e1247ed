package dev.troupe.synthesis;

/** Moustache: over the upper lip, carried by it. */
final class Moustache implements Part {
  @Override
  public void draw(Scene scene) {
    BeardLook look = scene.face().beard();
    if (!look.moustache()) {
      return;
    }
    MouthLook mouth = scene.face().mouth();
    MouthContour lips = new MouthContour(mouth, scene.pose().mouth());
    double lip = lips.outerUpper().y(MouthContour.POINTS / 2);
    double top = scene.face().nose().y() + 0.028;
    double wide = lips.half() * (0.85 + 3 * look.length());
    double droop = look.kind() == BeardLook.Kind.NONE ? look.length() - 0.09 : 0.02;
    for (int side = -1; side <= 1; side += 2) {
      Outline half =
          Curves.loop(
              5, 0, top + 0.004, side * wide * 0.45, top + 0.002, side * wide, (top + lip) / 2 + droop,
              side * wide * 1.12, lip + droop * 1.2, side * wide * 0.6, lip + 0.014, 0, lip + 0.004);
      Outline seen = half.map((x, y) -> Mouth.place(scene, x, y));
      scene.outline(seen, Tones.darker(look.colour(), 0.7));
      scene.canvas().fill(seen, Tones.darker(look.colour(), side * scene.style().lightX() < 0 ? 0.16 : 0));
      Outline hair =
          Curves.line(
              4, side * wide * 0.1, top + 0.012, side * wide * 0.5, (top + lip) / 2, side * wide * 0.9,
              (top + lip) / 2 + droop + 0.006);
      scene
          .canvas()
          .ink(
              hair.map((x, y) -> Mouth.place(scene, x, y)),
              scene.pen(0.012),
              Tones.veil(Tones.lighter(look.colour(), 0.3), 0.6));
    }
  }
}
