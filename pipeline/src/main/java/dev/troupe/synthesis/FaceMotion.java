package dev.troupe.synthesis;

/**
 * How a face moves apart from speaking.
 *
 * @param gazeX glances sideways
 * @param gazeY glances up and down
 * @param lids narrowed or wide eyes
 * @param blinks blinks of both eyes and winks
 * @param left the left brow
 * @param right the right brow's difference from the left
 * @param frown inner ends of the brows
 * @param smile corners of the mouth
 * @param gape openings of the mouth without a sound
 */
record FaceMotion(
    Wander gazeX,
    Wander gazeY,
    Wander lids,
    Blinks blinks,
    Wander left,
    Wander right,
    Wander frown,
    Wander smile,
    Wander gape) {

  /** A motion of an expressiveness of 0 (a stone) to 1. */
  static FaceMotion of(Dice dice, double lively) {
    double mood = dice.between(-0.35, 0.35);
    return new FaceMotion(
        new Wander(dice.next(), -lively, lively, dice.between(0.6, 1.5), 0.2),
        new Wander(dice.next(), -0.8 * lively, 0.8 * lively, dice.between(0.7, 1.7), 0.2),
        walk(dice, -0.35 * lively, 0.42 * lively, 1.6),
        new Blinks(dice.next(), dice.between(1.1, 2.6), dice.chance(0.3) ? 0.35 : 0.04),
        walk(dice, -0.7 * lively, lively, 1.3),
        walk(dice, -0.7 * lively, 0.7 * lively, 2.1),
        walk(dice, -0.9 * lively, 0.9 * lively, 1.7),
        walk(dice, mood - 0.65 * lively, mood + 0.65 * lively, 1.5),
        walk(dice, -2.2, lively, 1.2));
  }

  /** The eyes at a time: they look a little towards where the head will not. */
  EyePose eyes(double seconds, HeadPose head, double share) {
    double x = gazeX.at(seconds) - 0.35 * head.yaw();
    double y = gazeY.at(seconds) + 0.4 * head.pitch();
    double base = lids.at(seconds);
    return new EyePose(
        share * clamp(x, -1, 1),
        share * clamp(y, -1, 1),
        share * shut(base, blinks.at(seconds, -1)),
        share * shut(base, blinks.at(seconds, 1)));
  }

  BrowPose brows(double seconds, Speech.Moment speech, double share) {
    double lift = left.at(seconds) + 0.25 * speech.open();
    double other = lift + right.at(seconds);
    return new BrowPose(
        share * clamp(lift, -1, 1),
        share * clamp(other, -1, 1),
        share * clamp(frown.at(seconds), -1, 1));
  }

  MouthPose mouth(double seconds, Speech.Moment speech, double share) {
    double silent = Math.max(0, gape.at(seconds)) * (1 - speech.open());
    double rest = MouthPose.REST.smile();
    return new MouthPose(
        share * clamp(speech.open() + 0.8 * silent, 0, 1),
        share * clamp(speech.width() * 0.85, -1, 1),
        rest + share * (clamp(smile.at(seconds), -1, 1) - rest));
  }

  private static double shut(double base, double blink) {
    return clamp(base + (1 - base) * blink, -0.5, 1);
  }

  private static Wander walk(Dice dice, double low, double high, double period) {
    return new Wander(
        dice.next(), low, high, period * dice.between(0.8, 1.3), dice.between(0.45, 0.9));
  }

  private static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }
}
