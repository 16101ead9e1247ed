package dev.troupe.synthesis;

/**
 * The nose; lengths in half frames.
 *
 * @param y of the tip below the eyes
 * @param width half the width at the nostrils
 * @param reach how far the tip stands out of the face
 * @param tip radius of the tip
 * @param bridge strength of the bridge's line, 0 to 1
 * @param nostrils how dark the nostrils are, 0 to 1
 * @param red redness, 0 to 1
 */
record NoseLook(
    double y, double width, double reach, double tip, double bridge, double nostrils, double red) {
  static NoseLook of(Dice dice, HeadShape head) {
    double width = head.width() * dice.between(0.12, 0.24);
    return new NoseLook(
        head.chin() * dice.between(0.34, 0.44),
        width,
        dice.between(0.05, 0.13),
        width * dice.between(0.55, 0.8),
        dice.chance(0.4) ? dice.between(0.4, 1) : 0,
        dice.chance(0.75) ? dice.between(0.3, 0.9) : 0,
        dice.chance(0.3) ? dice.between(0.2, 0.7) : 0.08);
  }
}
