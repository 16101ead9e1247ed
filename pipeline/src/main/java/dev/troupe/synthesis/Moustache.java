package dev.troupe.synthesis;

/** Moustache: over the upper lip, carried by it. */
final class Moustache implements Part {
  @Override
  public void draw(Scene scene) {
    BeardLook look = scene.face().beard();
    if (!look.moustache()) {
      return;
    }
    for (int side = -1; side <= 1; side += 2) {
      half(scene, look, side);
    }
  }

  private static void half(Scene scene, BeardLook look, int side) {
    MouthContour lips = new MouthContour(scene.face().mouth(), scene.pose().mouth());
    double lip = lips.outerUpper().y(MouthContour.POINTS / 2);
    double top = scene.face().nose().y() + 0.028;
    double wide = side * lips.half() * (0.85 + 3 * look.length());
    double droop = look.kind() == BeardLook.Kind.NONE ? look.length() - 0.09 : 0.02;
    double middle = (top + lip) / 2;
    Outline edge = new Outline().add(0, top + 0.004).add(wide * 0.45, top + 0.002);
    edge.add(wide, middle + droop).add(wide * 1.12, lip + droop * 1.2);
    edge.add(wide * 0.6, lip + 0.014).add(0, lip + 0.004);
    Outline hair = new Outline().add(wide * 0.1, top + 0.012).add(wide * 0.5, middle);
    hair.add(wide * 0.9, middle + droop + 0.006);
    Outline seen = Curves.smooth(edge, 5, true).map((x, y) -> Mouth.place(scene, x, y));
    Outline streak = Curves.smooth(hair, 4, false).map((x, y) -> Mouth.place(scene, x, y));
    boolean shaded = side * scene.style().lightX() < 0;
    scene.outline(seen, Tones.darker(look.colour(), 0.7));
    scene.canvas().fill(seen, Tones.darker(look.colour(), shaded ? 0.16 : 0));
    scene
        .canvas()
        .ink(streak, scene.pen(0.012), Tones.veil(Tones.lighter(look.colour(), 0.3), 0.6));
  }
}
