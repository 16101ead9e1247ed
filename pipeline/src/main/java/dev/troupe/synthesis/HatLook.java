package dev.troupe.synthesis;

import java.awt.Color;

/**
 * What is worn on the head.
 *
 * @param kind what it is
 * @param main its colour
 * @param second of band, stripes or peak
 */
record HatLook(Kind kind, Color main, Color second) {
  enum Kind {
    NONE,
    BEANIE,
    CAP,
    BAND,
    HEADPHONES,
    CAT_EARS
  }

  /** Whether it presses the hair down. */
  boolean covers() {
    return kind == Kind.BEANIE || kind == Kind.CAP;
  }

  static HatLook of(Dice dice, HairLook.Style hair) {
    boolean worn = dice.chance(0.36);
    Kind kind = worn ? Kind.values()[1 + dice.below(5)] : Kind.NONE;
    boolean tall = hair.hasTufts() || hair == HairLook.Style.CURLS || hair == HairLook.Style.QUIFF;
    if (tall || (hair == HairLook.Style.BALD && kind == Kind.CAT_EARS)) {
      kind = Kind.NONE;
    }
    boolean dome = kind == Kind.CAP || kind == Kind.BEANIE;
    if (dome && hair == HairLook.Style.BUN) {
      kind = Kind.BAND;
    }
    double hue = dice.unit();
    return new HatLook(
        kind,
        Tones.hue(hue, dice.between(0.35, 0.8), dice.between(0.4, 0.9)),
        Tones.hue(hue + dice.between(0.3, 0.6), dice.between(0.2, 0.8), dice.between(0.5, 0.95)));
  }
}
