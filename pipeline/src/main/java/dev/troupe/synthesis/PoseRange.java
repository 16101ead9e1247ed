package dev.troupe.synthesis;

/**
 * Ranges of a pose's numbers. Not in {@link Pose}: its constants are made of parts that check
 * themselves here, and a class must not need itself to be initialised.
 */
final class PoseRange {
  private PoseRange() {}

  static double checked(String what, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "a pose's %s must be %s to %s, found %s".formatted(what, low, high, value));
    }
    return value;
  }
}
