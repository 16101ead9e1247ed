package dev.troupe.synthesis;

import java.awt.Color;

/** Beard: on the jaw and around the mouth, below the lips' paint. */
final class Beard implements Part {
  @Override
  public void draw(Scene scene) {
    BeardLook look = scene.face().beard();
    switch (look.kind()) {
      case STUBBLE -> {
        Color shadow = Tones.veil(Tones.mix(look.colour(), new Color(60, 60, 70), 0.4), 0.32);
        scene.canvas().fill(Polygons.clip(full(scene, 0), scene.head().silhouette()), shadow);
      }
      case FULL -> hairs(scene, look, full(scene, look.length()));
      case GOATEE -> hairs(scene, look, goatee(scene, look.length()));
      case NONE -> {}
    }
  }

  private static Outline full(Scene scene, double length) {
    HeadView head = scene.head();
    MouthLook mouth = scene.face().mouth();
    double nose = scene.face().nose().y();
    double width = scene.identity().head().width();
    Outline edge = new Outline();
    double rise = mouth.y() - nose;
    double[] upper = {
      -0.98,
      0.03,
      -0.90,
      nose * 0.62,
      -0.70,
      nose * 1.08,
      -0.42,
      nose + rise * 0.42,
      -0.16,
      nose + rise * 0.30,
    };
    for (int i = 0; i < upper.length; i += 2) {
      edge.add(upper[i] * width, upper[i + 1]);
    }
    for (int i = upper.length - 2; i >= 0; i -= 2) {
      edge.add(-upper[i] * width, upper[i + 1]);
    }
    Outline beard = Curves.smooth(edge, 4, false).map(head::jaw);
    double swell = 1.02 + length * 0.25;
    for (int i = 0; i <= 16; i++) {
      double longitude = 1.72 - 3.44 * i / 16;
      double centre = StrictMath.cos(longitude / 1.72 * Math.PI / 2);
      double latitude = 0.12 + 1.12 * Math.sqrt(Math.max(0, centre));
      Point3 point = head.surface().around(longitude, latitude, swell);
      double saw = length > 0 ? i % 2 * 0.018 : 0;
      beard.add(
          head.facing(point) > -0.25
              ? head.place(point.plus(0, (length * 0.8 + saw) * centre, 0.02 * centre))
              : head.around(longitude, latitude, 1));
    }
    return beard;
  }

  private static Outline goatee(Scene scene, double length) {
    MouthLook mouth = scene.face().mouth();
    double chin = scene.identity().head().chin();
    double wide = mouth.width() * 0.62;
    double low = chin * 0.94;
    Outline local =
        Curves.loop(
            5,
            -wide * 0.5,
            mouth.y() + 0.065,
            0,
            mouth.y() + 0.055,
            wide * 0.5,
            mouth.y() + 0.065,
            wide,
            low * 0.9,
            wide * 0.8,
            low,
            0,
            low + length * 0.1,
            -wide * 0.8,
            low,
            -wide,
            low * 0.9);
    Outline jaw = local.map(scene.head()::jaw);
    Spot tip =
        scene
            .head()
            .place(scene.head().surface().jaw(0, low, 0.03).plus(0, 0.05 + length * 0.7, 0));
    return Polygons.hull(jaw.add(tip));
  }

  private static void hairs(Scene scene, BeardLook look, Outline beard) {
    scene.outline(beard, Tones.darker(look.colour(), 0.7));
    scene.canvas().fill(beard, scene.lit(look.colour(), scene.head().pixels(0.8)));
    HeadView head = scene.head();
    double wide = look.kind() == BeardLook.Kind.FULL ? 0.7 : 0.22;
    double width = scene.identity().head().width() * wide;
    double chin = scene.identity().head().chin();
    for (int i = -4; i <= 4; i++) {
      double x = width * i / 4;
      double from = chin * (0.86 - 0.18 * i * i / 16.0);
      Outline strand = new Outline();
      for (int j = 0; j <= 4; j++) {
        double y = from + (0.12 * chin + look.length() * 0.3) * j / 4;
        Point3 point = head.surface().jaw(x * (1 - 0.06 * j), Math.min(y, chin * 0.96), 0.02);
        strand.add(head.place(point.plus(0, Math.max(0, y - chin * 0.96), 0)));
      }
      if (head.facing(head.surface().front(x, from, 0)) > 0.12) {
        Color colour =
            i % 2 == 0 ? Tones.lighter(look.colour(), 0.22) : Tones.darker(look.colour(), 0.4);
        scene.canvas().ink(strand, scene.pen(0.018), Tones.veil(colour, 0.6));
      }
    }
  }
}
