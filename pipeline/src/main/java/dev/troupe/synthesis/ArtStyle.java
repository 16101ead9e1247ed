package dev.troupe.synthesis;

/**
 * How a puppet is drawn.
 *
 * @param outline width of the dark outlines in half frames; 0 for none
 * @param softness of the edge between light and shade, 0 (cel) to 1 (airbrush)
 * @param shade strength of the shading, 0 to 1
 * @param lightX where the light comes from, -1 (left) to 1 (right)
 */
record ArtStyle(double outline, double softness, double shade, double lightX) {
  static ArtStyle of(Dice dice) {
    double[] widths = {0, 0, 0.006, 0.009, 0.014};
    return new ArtStyle(
        widths[dice.below(widths.length)],
        dice.chance(0.35) ? dice.between(0.02, 0.06) : dice.between(0.4, 0.9),
        dice.between(0.45, 1),
        dice.chance(0.5) ? dice.between(-1, -0.4) : dice.between(0.4, 1));
  }
}
