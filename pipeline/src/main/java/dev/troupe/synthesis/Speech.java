package dev.troupe.synthesis;

/**
 * When a puppet speaks and what its mouth does then: phrases with pauses between, made of syllables
 * with a vowel each. Lips and voice are both read from here.
 *
 * @param seed which words
 * @param syllables per second
 * @param phrase seconds from the start of one phrase to that of the next
 * @param talk share of the phrases that are spoken, 0 to 1
 * @param loud how far the mouth opens when it does, 0 to 1
 */
record Speech(long seed, double syllables, double phrase, double talk, double loud) {

  /** The mouth at one moment: how open (0 to 1), how wide (-1 to 1), and its three resonances. */
  record Moment(double open, double width, double first, double second, double third) {
    double formant(int index) {
      return index == 0 ? first : index == 1 ? second : third;
    }
  }

  Moment at(double seconds) {
    double voice = phraseAt(seconds);
    double place = seconds * syllables;
    long here = (long) Math.floor(place);
    double open = 0;
    double width = 0;
    double[] formants = new double[3];
    double weights = 1e-9;
    for (long s = here - 1; s <= here + 1; s++) {
      Vowel vowel = Vowel.of(Dice.unitAt(seed, 3 * s));
      double centre = s + 0.5 + 0.25 * (Dice.unitAt(seed, 3 * s + 1) - 0.5);
      double stress = 0.55 + 0.45 * Dice.unitAt(seed, 3 * s + 2);
      double bump = Wander.ease(1 - Math.abs(place - centre) / 0.66);
      open += bump * stress * vowel.open();
      width += bump * vowel.width();
      double weight = bump + 1e-6;
      weights += weight;
      for (int f = 0; f < 3; f++) {
        formants[f] += weight * vowel.formant(f);
      }
    }
    return new Moment(
        Math.min(1, open * loud * voice),
        Math.max(-1, Math.min(1, width * voice)),
        formants[0] / weights,
        formants[1] / weights,
        formants[2] / weights);
  }

  private double phraseAt(double seconds) {
    long slot = (long) Math.floor(seconds / phrase);
    double voice = 0;
    for (long s = slot - 1; s <= slot; s++) {
      if (Dice.unitAt(seed ^ 0x5DEECE66DL, 3 * s) < talk) {
        double start = (s + 0.02 + 0.18 * Dice.unitAt(seed ^ 0x5DEECE66DL, 3 * s + 1)) * phrase;
        double length = (0.55 + 0.30 * Dice.unitAt(seed ^ 0x5DEECE66DL, 3 * s + 2)) * phrase;
        double rise = Wander.ease((seconds - start) / 0.15);
        double fall = Wander.ease((seconds - start - length) / 0.2);
        voice = Math.max(voice, rise - fall);
      }
    }
    return voice;
  }
}
