package dev.troupe.synthesis;

/**
 * How a head moves: slow turns towards things, with small quick nods and shakes on top.
 *
 * @param yaw large turns
 * @param pitch large nods
 * @param roll tilts
 * @param x sideways
 * @param y up and down
 * @param scale nearer and farther
 * @param nod small quick nods
 * @param shake small quick turns
 */
record HeadMotion(
    Wander yaw,
    Wander pitch,
    Wander roll,
    Wander x,
    Wander y,
    Wander scale,
    Wander nod,
    Wander shake) {

  /** A motion of an energy of 0 (nearly still) to 1. */
  static HeadMotion of(Dice dice, double energy) {
    double pace = dice.between(1.3, 3.2);
    double centre = dice.between(-0.25, 0.25) * energy;
    double reach = 0.75 * energy * dice.between(0.6, 1);
    return new HeadMotion(
        walk(dice, centre - reach, centre + reach, pace),
        walk(dice, -0.42 * energy, 0.40 * energy, pace * 0.9),
        walk(dice, -0.38 * energy, 0.38 * energy, pace * 1.2),
        walk(dice, -0.17 * energy, 0.17 * energy, pace * 1.3),
        walk(dice, -0.07 * energy, 0.13 * energy, pace * 1.3),
        walk(dice, 1 - 0.20 * energy, 1 + 0.18 * energy, pace * 1.6),
        walk(dice, -0.06 * energy, 0.06 * energy, 0.45),
        walk(dice, -0.05 * energy, 0.05 * energy, 0.6));
  }

  /** The head at a time; {@code share} 0 keeps it at rest. */
  HeadPose at(double seconds, double share) {
    return new HeadPose(
        share * clamp(yaw.at(seconds) + shake.at(seconds), 0.9),
        share * clamp(pitch.at(seconds) + nod.at(seconds), 0.5),
        share * roll.at(seconds),
        share * x.at(seconds),
        share * y.at(seconds),
        1 + share * (scale.at(seconds) - 1));
  }

  private static Wander walk(Dice dice, double low, double high, double period) {
    return new Wander(
        dice.next(), low, high, period * dice.between(0.85, 1.2), dice.between(0.55, 0.95));
  }

  private static double clamp(double value, double limit) {
    return Math.max(-limit, Math.min(limit, value));
  }
}
