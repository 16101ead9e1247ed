package dev.troupe.training;

/** The optimiser's constants, those of the published training. */
final class Adam {
  static final double FIRST_DECAY = 0.5;
  static final double SECOND_DECAY = 0.999;
  static final double EPSILON = 1e-8;

  private Adam() {}

  /** What a step needs to know of the learning rate and of how many steps were made, itself too. */
  static double[] factors(double rate, long step) {
    return new double[] {
      rate / (1 - Math.pow(FIRST_DECAY, (double) step)),
      Math.sqrt(1 - Math.pow(SECOND_DECAY, (double) step))
    };
  }
}
