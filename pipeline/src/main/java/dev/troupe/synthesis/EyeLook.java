package dev.troupe.synthesis;

import java.awt.Color;
import java.util.List;

/**
 * The eyes; lengths in half frames.
 *
 * @param apart from the middle of the face to the middle of an eye
 * @param width half the width of an eye
 * @param upper height of the upper lid above the corners
 * @param lower depth of the lower lid below the corners
 * @param squareness shape of the lids, 1.6 (almond) to 3 (box)
 * @param tilt slope towards the outer corner, negative up
 * @param iris radius of the iris
 * @param colour of the iris
 * @param lashes strength of the lash line, 0 to 1
 */
record EyeLook(
    double apart,
    double width,
    double upper,
    double lower,
    double squareness,
    double tilt,
    double iris,
    Color colour,
    double lashes) {
  private static final List<Integer> COLOURS =
      List.of(
          0x5B3A1E, 0x7A4A21, 0x3E2816, 0x4B7A3C, 0x6F8F4A, 0x3C6FA5, 0x5B9BD0, 0x8A9AA8, 0x2F8F8A,
          0xA5742A, 0x7B56A8);

  static EyeLook of(Dice dice, HeadShape head, double softness) {
    double width = head.width() * dice.between(0.215, 0.30);
    double upper = width * dice.between(0.55, 1.0);
    return new EyeLook(
        head.width() * dice.between(0.405, 0.47),
        width,
        upper,
        upper * dice.between(0.45, 0.85),
        dice.between(1.7, 2.8),
        dice.between(-0.22, 0.14),
        Math.min(width * 0.66, upper * dice.between(0.72, 0.92)),
        Tones.rgb(dice.pick(COLOURS)),
        softness > 0.5 ? dice.between(0.5, 1) : dice.between(0, 0.5));
  }
}
