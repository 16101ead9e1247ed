package dev.troupe.synthesis;

import dev.troupe.media.Rational;

/**
 * What a puppet does over time, a function of one seed: head, gaze, blinks, brows and speech as
 * smooth curves without an end. Says nothing about looks: any identity can play it. Performances
 * differ in energy and range, from nearly still to far turned. Immutable.
 */
public final class Performance {
  private static final double REST_SECONDS = 0.8;

  private final long seed;
  private final boolean fromRest;
  private final HeadMotion head;
  private final FaceMotion face;
  private final Speech speech;

  private Performance(long seed, boolean fromRest) {
    this.seed = seed;
    this.fromRest = fromRest;
    Dice dice = Dice.of(seed, "temper");
    double energy = dice.between(0.25, 1);
    this.head = HeadMotion.of(Dice.of(seed, "head"), energy);
    this.face = FaceMotion.of(Dice.of(seed, "face"), dice.between(0.4, 1));
    this.speech =
        new Speech(
            dice.next(),
            dice.between(3.2, 5.2),
            dice.between(1.8, 3.6),
            dice.chance(0.15) ? 0.3 : 0.85,
            dice.between(0.6, 1));
  }

  /**
   * The performance of a seed.
   *
   * @param seed any number; equal seeds give equal performances on every machine
   * @return what it does
   */
  public static Performance of(long seed) {
    return new Performance(seed, false);
  }

  /**
   * The same performance, but beginning at {@link Pose#REST} and reaching its own movement within
   * 0.8 seconds: for driving clips whose first frame should match a source image at rest.
   *
   * @return a performance of the same seed
   */
  public Performance startingAtRest() {
    return new Performance(seed, true);
  }

  /**
   * What it was made from.
   *
   * @return any number
   */
  public long seed() {
    return seed;
  }

  /**
   * The pose at a moment. Every moment can be asked for, in any order.
   *
   * @param seconds from the start, not negative
   * @return what the puppet does then
   * @throws IllegalArgumentException if the time is negative
   */
  public Pose poseAt(Rational seconds) {
    if (seconds.compareTo(Rational.ZERO) < 0) {
      throw new IllegalArgumentException(
          "a performance starts at 0 seconds, found " + seconds + " seconds");
    }
    double time = seconds.toDouble();
    double share = fromRest ? Wander.ease(time / REST_SECONDS) : 1;
    if (share == 0) {
      return Pose.REST;
    }
    HeadPose turned = head.at(time, share);
    Speech.Moment moment = speech.at(time);
    return new Pose(
        turned,
        face.eyes(time, turned, share),
        face.brows(time, moment, share),
        face.mouth(time, moment, share));
  }

  /**
   * The voice that goes with the mouth.
   *
   * @return a sound track as long as anyone listens
   */
  public SpeechTrack soundTrack() {
    return new SpeechTrack(seed, speech, fromRest ? REST_SECONDS : 0);
  }
}
