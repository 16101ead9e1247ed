package dev.troupe.synthesis;

import java.awt.Color;

/**
 * Beard and moustache.
 *
 * @param kind what grows
 * @param colour of the hairs
 * @param length how far the beard hangs below the chin, in half frames
 * @param moustache whether there is one
 */
record BeardLook(Kind kind, Color colour, double length, boolean moustache) {
  enum Kind {
    NONE,
    STUBBLE,
    GOATEE,
    FULL
  }

  static BeardLook of(Dice dice, Color hair, double softness) {
    boolean grows = softness < 0.5 && dice.chance(0.58);
    Kind kind = grows ? Kind.values()[dice.below(4)] : Kind.NONE;
    return new BeardLook(
        kind,
        Tones.mix(hair, new Color(70, 40, 25), dice.between(0, 0.35)),
        dice.between(0.02, 0.16),
        grows && (kind == Kind.NONE || dice.chance(0.6)));
  }
}
