package dev.troupe.synthesis;

import java.awt.Color;

/**
 * The skin inside the hairline, with cheeks and freckles: it hides the hair and the far ear painted
 * below it.
 */
final class Face implements Part {
  @Override
  public void draw(Scene scene) {
    HairLook hair = scene.face().hair();
    scene.canvas().fill(patch(scene.head(), hair), scene.skin());
    if (hair.style() != HairLook.Style.BALD) {
      hairline(scene, hair);
    }
    cheeks(scene);
    freckles(scene);
  }

  private static Outline patch(HeadView head, HairLook hair) {
    Outline patch = line(head, hair, 0);
    double[] side = {1.56, 0.16, 1.70, 0.34, 1.95, 0.62, 2.1, 0.95, 2.4, 1.3};
    Outline right = new Outline();
    Outline left = new Outline();
    for (int i = 0; i < side.length; i += 2) {
      right.add(head.around(side[i], side[i + 1], 1));
      left.add(head.around(-side[i], side[i + 1], 1));
    }
    return patch.addAll(right).add(head.around(0, 1.45, 1)).addReversed(left);
  }

  private static Outline line(HeadView head, HairLook hair, double lower) {
    Outline line = new Outline();
    for (int i = 0; i <= 24; i++) {
      double longitude = 1.48 * (i / 12.0 - 1);
      line.add(head.around(longitude, hair.lineAt(longitude) + lower, 1));
    }
    return line;
  }

  private static void hairline(Scene scene, HairLook hair) {
    Outline upper = line(scene.head(), hair, -0.005);
    Outline shadow = new Outline().addAll(upper);
    shadow.addReversed(line(scene.head(), hair, 0.04 + hair.volume() * 0.9));
    Color shade = scene.face().skin().shade(1.1);
    scene.canvas().fill(shadow, Tones.veil(shade, 0.55 * scene.style().shade()));
    scene
        .canvas()
        .line(
            upper, scene.head().pixels(scene.style().outline()), Tones.darker(hair.colour(), 0.7));
  }

  private static void cheeks(Scene scene) {
    SkinLook skin = scene.face().skin();
    double smile = Math.max(0, scene.pose().mouth().smile());
    double strength = 0.55 * skin.blush() + 0.10 * smile;
    double y = scene.face().nose().y() * 0.98 - 0.02 * smile;
    double x = scene.identity().head().width() * 0.58;
    double radius = scene.identity().head().width() * 0.27;
    for (int side = -1; side <= 1; side += 2) {
      int s = side;
      Outline spot =
          Curves.ellipse(x, y, radius, radius * 0.85, 24)
              .map((px, py) -> scene.head().front(s * px, py));
      Spot middle = scene.head().front(side * x, y);
      Outline seen = Polygons.clip(spot, scene.head().silhouette());
      scene
          .canvas()
          .fade(
              seen,
              middle.x(),
              middle.y(),
              scene.head().pixels(radius),
              Tones.veil(skin.red(), strength));
    }
  }

  private static void freckles(Scene scene) {
    SkinLook skin = scene.face().skin();
    Color colour = Tones.veil(Tones.mix(skin.line(), skin.red(), 0.4), 0.55);
    double width = scene.identity().head().width();
    for (int side = -1; side <= 1; side += 2) {
      Dice dice = Dice.of(skin.freckleSeed(), side < 0 ? "left" : "right");
      for (int i = 0; i < skin.freckles(); i++) {
        double x = side * width * dice.between(0.25, 0.72);
        double y = scene.face().nose().y() * dice.between(0.55, 1.25);
        if (scene.head().facing(scene.head().surface().front(x, y, 0)) > 0.15) {
          Spot spot = scene.head().front(x, y);
          scene
              .canvas()
              .disc(spot.x(), spot.y(), Math.max(0.4, scene.head().pixels(0.008)), colour);
        }
      }
    }
  }
}
