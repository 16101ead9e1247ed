package dev.troupe.synthesis;

import java.awt.Color;

/**
 * What is behind the puppet.
 *
 * @param kind its motif
 * @param first main colour
 * @param second colour at the other end
 * @param third colour of the motif
 * @param seed where the motif's pieces are
 */
record BackdropLook(Kind kind, Color first, Color second, Color third, long seed) {
  enum Kind {
    SLOPE,
    GLOW,
    BUBBLES,
    STRIPES,
    HILLS,
    RAYS,
    WALL
  }

  static BackdropLook of(Dice dice) {
    double hue = dice.unit();
    double saturation = dice.between(0.12, 0.7);
    double bright = dice.chance(0.2) ? dice.between(0.25, 0.5) : dice.between(0.55, 0.98);
    return new BackdropLook(
        Kind.values()[dice.below(7)],
        Tones.hue(hue, saturation, bright),
        Tones.hue(
            hue + dice.between(-0.15, 0.15),
            saturation * dice.between(0.6, 1.2) * 0.8,
            Math.max(0.2, bright * dice.between(0.6, 1.0))),
        Tones.hue(hue + dice.between(-0.3, 0.3), saturation * 0.8, Math.min(1, bright * 1.15)),
        dice.next());
  }
}
