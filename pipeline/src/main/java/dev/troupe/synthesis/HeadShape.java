package dev.troupe.synthesis;

/**
 * The form of a skull and where the features sit on it; lengths in half frames.
 *
 * @param width half the width at the eyes
 * @param crown from the eyes to the top
 * @param chin from the eyes to the chin
 * @param depth half the depth
 * @param brow roundness of the upper half: below 1 boxy, 1 an ellipse, above 1 pointed
 * @param jaw roundness of the lower half
 */
record HeadShape(double width, double crown, double chin, double depth, double brow, double jaw) {
  static HeadShape of(Dice dice) {
    double width = dice.between(0.335, 0.435);
    return new HeadShape(
        width,
        dice.between(0.42, 0.52),
        dice.between(0.40, 0.53),
        width * dice.between(0.94, 1.08),
        dice.between(0.80, 1.02),
        dice.between(0.68, 1.28));
  }
}
