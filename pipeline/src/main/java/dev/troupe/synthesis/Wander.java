package dev.troupe.synthesis;

/**
 * A smooth random walk over time: it rests near one value, then moves to the next, with continuous
 * speed and acceleration. Any time can be asked for, in any order.
 *
 * @param seed which walk
 * @param low least value
 * @param high greatest value
 * @param period seconds from one value to the next
 * @param move share of the period spent moving, above 0, at most 1
 */
record Wander(long seed, double low, double high, double period, double move) {
  double at(double seconds) {
    double place = seconds / period + Dice.unitAt(seed, -1);
    double step = Math.floor(place);
    double from = Dice.unitAt(seed, (long) step);
    double to = Dice.unitAt(seed, (long) step + 1);
    double way = ease((place - step - 0.5 * (1 - move)) / move);
    return low + (high - low) * (from + (to - from) * way);
  }

  /** The most that the value can change in a second. */
  double speed() {
    return 1.875 * (high - low) / (period * move);
  }

  /** From 0 at 0 to 1 at 1 with flat ends (Perlin's quintic). */
  static double ease(double share) {
    double t = Math.max(0, Math.min(1, share));
    return t * t * t * (t * (6 * t - 15) + 10);
  }
}
