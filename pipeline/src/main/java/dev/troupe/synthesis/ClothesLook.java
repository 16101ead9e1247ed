package dev.troupe.synthesis;

import java.awt.Color;

/**
 * Clothes and build; lengths in half frames.
 *
 * @param kind cut of the collar
 * @param pattern on the cloth
 * @param main colour of the cloth
 * @param second colour of pattern, shirt or tie
 * @param shoulders half the width of the shoulders
 * @param neck half the width of the neck
 */
record ClothesLook(
    Kind kind, Pattern pattern, Color main, Color second, double shoulders, double neck) {
  enum Kind {
    CREW,
    VEE,
    SHIRT,
    HOOD,
    ROLL,
    SUIT
  }

  enum Pattern {
    PLAIN,
    STRIPES,
    DOTS,
    YOKE
  }

  static ClothesLook of(Dice dice, HeadShape head) {
    Kind kind = Kind.values()[dice.below(6)];
    Pattern pattern =
        kind == Kind.SUIT || dice.chance(0.4) ? Pattern.PLAIN : Pattern.values()[1 + dice.below(3)];
    double hue = dice.unit();
    double bright = dice.between(0.25, 0.9);
    return new ClothesLook(
        kind,
        pattern,
        Tones.hue(hue, dice.between(0.15, 0.75), bright),
        Tones.hue(
            hue + dice.between(-0.2, 0.5), dice.between(0.05, 0.8), bright > 0.6 ? 0.35 : 0.9),
        dice.between(0.58, 0.78),
        head.width() * dice.between(0.42, 0.6));
  }
}
