package dev.troupe.synthesis;

import java.awt.Color;

/** Arithmetic on colours (sRGB, 8 bits a channel). */
final class Tones {
  private Tones() {}

  /** {@code share} of the second in the first, 0 to 1; opacity is mixed too. */
  static Color mix(Color first, Color second, double share) {
    return new Color(
        blend(first.getRed(), second.getRed(), share),
        blend(first.getGreen(), second.getGreen(), share),
        blend(first.getBlue(), second.getBlue(), share),
        blend(first.getAlpha(), second.getAlpha(), share));
  }

  /** Towards a cool dark, as a shadow is rather than a black. */
  static Color darker(Color colour, double share) {
    Color deep =
        new Color(
            (int) (colour.getRed() * 0.30),
            (int) (colour.getGreen() * 0.20),
            (int) (colour.getBlue() * 0.28));
    return mix(colour, deep, share);
  }

  /** Towards a warm white. */
  static Color lighter(Color colour, double share) {
    return mix(colour, new Color(255, 250, 240), share);
  }

  /** The same colour at an opacity of 0 to 1. */
  static Color veil(Color colour, double opacity) {
    return new Color(
        colour.getRed(),
        colour.getGreen(),
        colour.getBlue(),
        (int) (Math.max(0, Math.min(1, opacity)) * 255 + 0.5));
  }

  /** From hue (turns), saturation and brightness, each 0 to 1. */
  static Color hue(double hue, double saturation, double brightness) {
    return new Color(
        Color.HSBtoRGB(
            (float) hue,
            (float) Math.max(0, Math.min(1, saturation)),
            (float) Math.max(0, Math.min(1, brightness))));
  }

  /** From 0xRRGGBB. */
  static Color rgb(int code) {
    return new Color(code);
  }

  /** Perceived lightness, 0 to 1. */
  static double lightness(Color colour) {
    return (0.30 * colour.getRed() + 0.59 * colour.getGreen() + 0.11 * colour.getBlue()) / 255;
  }

  private static int blend(int first, int second, double share) {
    double value = first + (second - first) * Math.max(0, Math.min(1, share));
    return (int) (value + 0.5);
  }
}
