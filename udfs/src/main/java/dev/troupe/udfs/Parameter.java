package dev.troupe.udfs;

/**
 * What a function is given at one place.
 *
 * @param name as in the documentation and in errors
 * @param kind what it holds
 */
record Parameter(String name, Kind kind) {
  /** What a parameter holds. */
  enum Kind {
    /** An array of 2K numbers. */
    KEYPOINTS,
    /** An array of 4K numbers, or of none. */
    JACOBIANS,
    /** A number. */
    WEIGHT,
    /** A boolean. */
    FLAG
  }

  static Parameter keypoints(String prefix) {
    return new Parameter(prefix + "keypoints", Kind.KEYPOINTS);
  }

  static Parameter jacobians(String prefix) {
    return new Parameter(prefix + "jacobians", Kind.JACOBIANS);
  }

  boolean isList() {
    return kind == Kind.KEYPOINTS || kind == Kind.JACOBIANS;
  }
}
