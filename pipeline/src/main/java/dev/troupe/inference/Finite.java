package dev.troupe.inference;

import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;

/** Networks whose weights are finite can still compute what is no number. */
final class Finite {
  private Finite() {}

  /**
   * Lets finite numbers pass.
   *
   * @param task what cannot be done otherwise, as in "Cannot detect keypoints"
   * @throws BadDataException if one of them is none
   */
  static void check(float[] values, String task) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new BadDataException(
            task
                + ": the network gave a value that is not finite; expected numbers, found "
                + value);
      }
    }
  }

  static Keypoints check(Keypoints keypoints, String task) {
    check(keypoints.values(), task);
    check(keypoints.jacobians(), task);
    return keypoints;
  }
}
