package dev.troupe.synthesis;

/** What a clip is for. Decided by who is in it, so that nobody is in two splits. */
public enum Split {
  /** To learn from. */
  TRAIN,
  /** To choose between trained models. */
  VALIDATION,
  /** To judge the chosen one. */
  TEST;

  /**
   * The split of an identity: a hash of its seed against the shares, the same whatever else is in
   * the set.
   *
   * @param identitySeed the identity's seed
   * @param validationShare of all identities, 0 to 1
   * @param testShare of all identities, 0 to 1; both together at most 1
   * @return where all of the identity's clips belong
   * @throws IllegalArgumentException if the shares are not shares
   */
  public static Split of(long identitySeed, double validationShare, double testShare) {
    if (!(validationShare >= 0 && testShare >= 0 && validationShare + testShare <= 1)) {
      throw new IllegalArgumentException(
          "the shares of validation and test must be 0 to 1 and together at most 1, found %s and %s"
              .formatted(validationShare, testShare));
    }
    double place = Dice.of(identitySeed, "split").unit();
    if (place < testShare) {
      return TEST;
    }
    return place < testShare + validationShare ? VALIDATION : TRAIN;
  }

  /**
   * The name used in paths and tables.
   *
   * @return train, validation or test
   */
  public String label() {
    return switch (this) {
      case TRAIN -> "train";
      case VALIDATION -> "validation";
      case TEST -> "test";
    };
  }
}
