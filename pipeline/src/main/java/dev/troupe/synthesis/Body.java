package dev.troupe.synthesis;

import java.awt.Color;

/** Neck, shoulders and clothes. */
final class Body implements Part {
  @Override
  public void draw(Scene scene) {
    ClothesLook look = scene.identity().attire().clothes();
    if (look.kind() == ClothesLook.Kind.HOOD) {
      hood(scene, look);
    }
    neck(scene, look);
    Outline torso = torso(scene.body(), look);
    double left = scene.body().place(-look.shoulders(), 0.8).x();
    double right = scene.body().place(look.shoulders(), 0.8).x();
    double toLight = scene.style().lightX();
    Color light = Tones.lighter(look.main(), 0.10 * scene.style().shade());
    Color dark = Tones.darker(look.main(), 0.38 * scene.style().shade());
    double y = scene.body().place(0, 0.8).y();
    scene.outline(torso, Tones.darker(look.main(), 0.75));
    scene
        .canvas()
        .fill(
            torso,
            toLight < 0
                ? Canvas.linear(left, y, right, y, light, look.main(), dark)
                : Canvas.linear(right, y, left, y, light, look.main(), dark));
    Cloth.pattern(scene, torso, look);
    Cloth.collar(scene, look);
    shadow(scene, torso);
  }

  private static void neck(Scene scene, ClothesLook look) {
    SkinLook skin = scene.face().skin();
    double wide = look.neck();
    Spot topLeft = scene.head().place(new Point3(-wide, 0.18, -0.10));
    Spot topRight = scene.head().place(new Point3(wide, 0.18, -0.10));
    Spot left = scene.body().place(-wide * 1.05, 0.62);
    Spot right = scene.body().place(wide * 1.05, 0.62);
    Outline neck = new Outline();
    neck.addAll(side(topLeft, left, wide * 0.06 * scene.head().pixels(1)));
    neck.add(scene.body().place(-wide * 0.9, 0.95)).add(scene.body().place(wide * 0.9, 0.95));
    neck.addReversed(side(topRight, right, -wide * 0.06 * scene.head().pixels(1)));
    scene.outline(neck, skin.line());
    scene.canvas().fill(neck, Tones.darker(skin.base(), 0.16));
    shadow(scene, neck);
  }

  private static Outline side(Spot top, Spot bottom, double inward) {
    Spot middle = top.toward(bottom, 0.55);
    return Curves.line(
        6, top.x(), top.y(), middle.x() + inward, middle.y(), bottom.x(), bottom.y());
  }

  /** What of a shape lies in the shadow that the head casts down. */
  private static void shadow(Scene scene, Outline shape) {
    double down = scene.head().pixels(0.11);
    double aside = -scene.head().pixels(0.05) * scene.style().lightX();
    Outline cast = scene.head().silhouette().map((x, y) -> new Spot(x + aside, y + down));
    scene
        .canvas()
        .fill(
            Polygons.clip(shape, cast), new Color(30, 10, 40, (int) (70 * scene.style().shade())));
  }

  private static Outline torso(BodyView body, ClothesLook look) {
    double s = look.shoulders();
    double n = look.neck();
    double dip =
        switch (look.kind()) {
          case VEE, SUIT -> 0.98;
          case SHIRT -> 0.78;
          case HOOD, CREW -> 0.71;
          case ROLL -> 0.62;
        };
    Outline right =
        Curves.line(
            6, n * 1.08, 0.575, n * 1.5, 0.625, s * 0.70, 0.69, s * 0.93, 0.79, s * 1.03, 1.0,
            s * 1.1, 1.5, s * 1.15, 4);
    Outline local = new Outline().addAll(right);
    for (int i = right.count() - 1; i >= 0; i--) {
      local.add(-right.x(i), right.y(i));
    }
    boolean pointed = look.kind() == ClothesLook.Kind.VEE || look.kind() == ClothesLook.Kind.SUIT;
    local.addAll(
        pointed
            ? new Outline().add(0, dip)
            : Curves.line(
                5,
                -n * 1.08,
                0.575,
                -n * 0.72,
                dip - 0.035,
                0,
                dip,
                n * 0.72,
                dip - 0.035,
                n * 1.08,
                0.575));
    return local.map(body::place);
  }

  private static void hood(Scene scene, ClothesLook look) {
    double n = look.neck();
    Outline local =
        Curves.loop(
            6, -n * 2.0, 0.68, -n * 1.75, 0.46, -n * 0.9, 0.34, n * 0.9, 0.34, n * 1.75, 0.46,
            n * 2.0, 0.68, 0, 0.85);
    Outline hood = local.map(scene.body()::place);
    scene.outline(hood, Tones.darker(look.main(), 0.75));
    scene.canvas().fill(hood, Tones.darker(look.main(), 0.32));
  }
}
