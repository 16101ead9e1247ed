package dev.troupe.synthesis;

/**
 * Blinks: about one in each stretch of time, at an uneven moment; some slow, some double, some a
 * wink of one eye.
 *
 * @param seed which blinks
 * @param period seconds from one to the next on average
 * @param winks share of the blinks that only one eye takes part in
 */
record Blinks(long seed, double period, double winks) {
  private static final double CLOSING = 0.09;
  private static final double OPENING = 0.16;

  /** How far an eye (-1 left, 1 right) is shut by a blink, 0 to 1. */
  double at(double seconds, int side) {
    long slot = (long) Math.floor(seconds / period);
    double most = 0;
    for (long s = slot - 1; s <= slot + 1; s++) {
      if (!spares(s, side)) {
        double start = (s + 0.15 + 0.55 * Dice.unitAt(seed, 4 * s)) * period;
        double kind = Dice.unitAt(seed, 4 * s + 1);
        double hold = kind < 0.15 ? 0.35 : 0.05;
        most = Math.max(most, lid(seconds - start, hold));
        if (kind > 0.85) {
          most = Math.max(most, lid(seconds - start - CLOSING - OPENING - 0.1, 0.04));
        }
      }
    }
    return most;
  }

  private boolean spares(long slot, int side) {
    double chance = Dice.unitAt(seed, 4 * slot + 2);
    return chance < winks && (chance < winks / 2 ? side < 0 : side > 0);
  }

  private static double lid(double since, double hold) {
    double closing = Wander.ease(since / CLOSING);
    double opening = Wander.ease((since - CLOSING - hold) / OPENING);
    return closing - opening;
  }
}
