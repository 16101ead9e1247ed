package dev.troupe.synthesis;

import java.awt.Color;
import java.util.List;

/**
 * The skin.
 *
 * @param base its colour
 * @param blush strength of red cheeks, 0 to 1
 * @param freckles how many on each cheek
 * @param freckleSeed where they are
 */
record SkinLook(Color base, double blush, int freckles, long freckleSeed) {
  private static final List<Integer> NATURAL =
      List.of(
          0xFFE3D0, 0xFFDBC2, 0xF8CFAE, 0xF1C09A, 0xE8B188, 0xDDA077, 0xC98B62, 0xB97A50, 0xA4673F,
          0x8A5433, 0x744428, 0x5E3520, 0x4C2B1B);

  static SkinLook of(Dice dice) {
    Color base = Tones.rgb(dice.pick(NATURAL));
    base = Tones.mix(base, Tones.rgb(dice.pick(NATURAL)), dice.between(0, 0.3));
    if (dice.chance(0.10)) {
      base = Tones.hue(dice.unit(), dice.between(0.25, 0.5), dice.between(0.6, 0.92));
    }
    return new SkinLook(
        base,
        dice.chance(0.65) ? dice.between(0.25, 0.75) : 0,
        dice.chance(0.22) ? 5 + dice.below(8) : 0,
        dice.next());
  }

  Color shade(double strength) {
    return Tones.darker(base, 0.34 * strength);
  }

  Color light() {
    return Tones.lighter(base, 0.22);
  }

  Color line() {
    return Tones.darker(base, 0.72);
  }

  Color red() {
    return Tones.mix(base, new Color(225, 60, 60), 0.55);
  }
}
