package dev.troupe.synthesis;

import java.awt.Color;

/**
 * The mouth; lengths in half frames.
 *
 * @param y of the lips' line below the eyes
 * @param width half the width at rest
 * @param upper thickness of the upper lip
 * @param lower thickness of the lower lip
 * @param bow depth of the dip in the upper lip, 0 to 1
 * @param colour of the lips
 * @param gap whether there is one between the front teeth
 */
record MouthLook(
    double y, double width, double upper, double lower, double bow, Color colour, boolean gap) {
  static MouthLook of(Dice dice, HeadShape head, SkinLook skin, double softness) {
    boolean painted = dice.chance(softness > 0.5 ? 0.6 : 0.04);
    double full = painted ? dice.between(0.7, 1.2) : dice.between(0.25, 1.1);
    Color natural =
        Tones.mix(Tones.darker(skin.base(), 0.18), new Color(196, 62, 70), dice.between(0.25, 0.5));
    Color paint =
        Tones.hue(dice.between(0.90, 1.03), dice.between(0.6, 0.9), dice.between(0.55, 0.9));
    return new MouthLook(
        head.chin() * dice.between(0.63, 0.69),
        head.width() * dice.between(0.29, 0.42),
        0.027 * full,
        0.034 * full,
        dice.between(0.1, 0.9),
        painted ? paint : natural,
        dice.chance(0.12));
  }
}
