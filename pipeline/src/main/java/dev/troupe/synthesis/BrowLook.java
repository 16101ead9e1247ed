package dev.troupe.synthesis;

import java.awt.Color;

/**
 * The eyebrows; lengths in half frames.
 *
 * @param height of the brow above the eye's middle
 * @param length half the length
 * @param thickness in the middle
 * @param arch height of the bend
 * @param tail thickness of the outer end relative to the middle
 * @param colour of the hairs
 */
record BrowLook(
    double height, double length, double thickness, double arch, double tail, Color colour) {
  static BrowLook of(Dice dice, EyeLook eyes, Color hair) {
    return new BrowLook(
        eyes.upper() + dice.between(0.045, 0.085),
        eyes.width() * dice.between(0.95, 1.3),
        dice.between(0.014, 0.048),
        dice.between(0.004, 0.034),
        dice.between(0.1, 0.7),
        Tones.darker(hair, dice.between(0.2, 0.55)));
  }
}
