package dev.troupe.synthesis;

import java.awt.Color;
import java.util.List;

/**
 * The hair.
 *
 * @param style its cut
 * @param fringe what hangs over the forehead
 * @param colour of the hair
 * @param line latitude of the hairline over the nose, in radians; negative is up
 * @param volume how far the hair stands off, relative to the head's size
 * @param length of long hair below the eyes, in half frames
 * @param parting longitude of the parting, in radians
 * @param strandSeed where the strands are
 */
record HairLook(
    Style style,
    Fringe fringe,
    Color colour,
    double line,
    double volume,
    double length,
    double parting,
    long strandSeed) {
  /** Cuts. */
  enum Style {
    BALD,
    BUZZ,
    SHORT,
    QUIFF,
    SPIKES,
    TOUSLED,
    CURLS,
    MOHAWK,
    BOB,
    LONG,
    WAVY,
    BUN,
    PONYTAIL,
    PIGTAILS;

    boolean hangs() {
      return this == BOB || this == LONG || this == WAVY;
    }

    boolean hasTufts() {
      return this == SPIKES || this == TOUSLED || this == MOHAWK;
    }

    boolean hasCap() {
      return this != BALD && this != MOHAWK && this != CURLS;
    }
  }

  /** What hangs over the forehead. */
  enum Fringe {
    NONE,
    STRAIGHT,
    SWEPT,
    CURTAIN
  }

  private static final List<Style> SHORT_CUTS =
      List.of(
          Style.BALD,
          Style.BUZZ,
          Style.SHORT,
          Style.SHORT,
          Style.QUIFF,
          Style.QUIFF,
          Style.SPIKES,
          Style.TOUSLED,
          Style.TOUSLED,
          Style.CURLS,
          Style.MOHAWK,
          Style.LONG,
          Style.BUN);
  private static final List<Style> LONG_CUTS =
      List.of(
          Style.BOB,
          Style.BOB,
          Style.LONG,
          Style.LONG,
          Style.WAVY,
          Style.WAVY,
          Style.BUN,
          Style.PONYTAIL,
          Style.PIGTAILS,
          Style.CURLS,
          Style.SHORT,
          Style.TOUSLED,
          Style.BUZZ);
  private static final List<Integer> COLOURS =
      List.of(
          0x1F1A1C, 0x2B2022, 0x3A2A22, 0x553322, 0x6E4325, 0x8C5A2E, 0xB07A3C, 0xD2A255, 0xE8C67C,
          0xF1DDA8, 0xA23B1E, 0xC6552A, 0x8D8A8C, 0xD9D7D6, 0x5A2430);

  static HairLook of(Dice dice, double softness) {
    Style style = dice.pick(softness > 0.5 ? LONG_CUTS : SHORT_CUTS);
    boolean mayFringe =
        style.hasCap() && style != Style.BUZZ && style != Style.QUIFF && !style.hasTufts();
    Fringe fringe =
        mayFringe && dice.chance(0.72) ? Fringe.values()[1 + dice.below(3)] : Fringe.NONE;
    Color colour =
        dice.chance(0.18)
            ? Tones.hue(dice.unit(), dice.between(0.4, 0.75), dice.between(0.45, 0.95))
            : Tones.rgb(dice.pick(COLOURS));
    return new HairLook(
        style,
        fringe,
        colour,
        dice.between(-0.78, -0.56),
        style == Style.BUZZ ? 0.015 : dice.between(0.07, 0.18),
        style == Style.BOB ? dice.between(0.28, 0.48) : dice.between(0.6, 0.95),
        dice.between(-0.6, 0.6),
        dice.next());
  }

  /** The same hair under a hat. */
  HairLook pressed() {
    return new HairLook(
        style, fringe, colour, line, Math.min(volume, 0.06), length, parting, strandSeed);
  }

  Color dark() {
    return Tones.darker(colour, 0.38);
  }

  Color bright() {
    return Tones.lighter(colour, Tones.lightness(colour) < 0.25 ? 0.22 : 0.30);
  }

  /** The hairline: its latitude at a longitude, front to back. */
  double lineAt(double longitude) {
    double side = Math.min(1, Math.abs(longitude) / 1.45);
    double back = Math.max(0, (Math.abs(longitude) - 1.75) / (Math.PI - 1.75));
    double low = line + (0.02 - line) * side * side * side;
    return back > 0 ? 0.30 + 0.45 * Math.min(1, back * 2) : low;
  }
}
