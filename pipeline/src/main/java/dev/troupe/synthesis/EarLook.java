package dev.troupe.synthesis;

import java.awt.Color;

/**
 * The ears and what hangs from them; lengths in half frames.
 *
 * @param width how far an ear stands off
 * @param height half its height
 * @param pointed whether it ends in an elf's tip
 * @param earring what hangs from it
 * @param metal colour of the earring
 */
record EarLook(double width, double height, boolean pointed, Earring earring, Color metal) {
  enum Earring {
    NONE,
    STUD,
    HOOP,
    DROP
  }

  static EarLook of(Dice dice, double softness) {
    Earring earring =
        dice.chance(softness > 0.5 ? 0.5 : 0.12)
            ? Earring.values()[1 + dice.below(3)]
            : Earring.NONE;
    Color metal =
        dice.chance(0.6)
            ? new Color(240, 200, 80)
            : Tones.hue(dice.unit(), dice.between(0.1, 0.8), 0.9);
    return new EarLook(
        dice.between(0.075, 0.125), dice.between(0.075, 0.115), dice.chance(0.08), earring, metal);
  }
}
