package dev.troupe.synthesis;

import java.awt.Color;

/**
 * Glasses.
 *
 * @param worn whether there are any
 * @param power shape of the rims: 2 is round, more is squarer
 * @param width half the width of a lens relative to the eye's distance from the middle
 * @param height half its height relative to its width
 * @param rim thickness of the rims in half frames
 * @param frame colour of the rims
 * @param tint colour of the lenses, mostly clear
 */
record GlassesLook(
    boolean worn, double power, double width, double height, double rim, Color frame, Color tint) {
  static GlassesLook of(Dice dice) {
    Color frame =
        dice.chance(0.5)
            ? Tones.hue(dice.unit(), dice.between(0, 0.25), dice.between(0.1, 0.3))
            : Tones.hue(dice.unit(), dice.between(0.5, 0.9), dice.between(0.35, 0.85));
    Color tint = Tones.hue(dice.unit(), dice.chance(0.3) ? 0.5 : 0.1, 0.95);
    return new GlassesLook(
        dice.chance(0.27),
        dice.chance(0.5) ? 2 : dice.between(2.6, 5),
        dice.between(0.68, 0.86),
        dice.between(0.72, 1.0),
        dice.between(0.012, 0.028),
        frame,
        Tones.veil(tint, dice.between(0.08, 0.22)));
  }
}
