package dev.troupe.synthesis;

/** What a syllable looks and sounds like. */
enum Vowel {
  A(1.0, 0.15, 800, 1250, 2600),
  E(0.62, 0.55, 520, 1850, 2550),
  I(0.32, 0.85, 300, 2250, 3000),
  O(0.68, -0.65, 480, 850, 2450),
  U(0.34, -1.0, 330, 780, 2300),
  M(0.10, 0.0, 260, 1100, 2200);

  private static final Vowel[] SPOKEN = {A, A, E, E, I, O, O, U, M};

  private final double open;
  private final double width;
  private final double first;
  private final double second;
  private final double third;

  Vowel(double open, double width, double first, double second, double third) {
    this.open = open;
    this.width = width;
    this.first = first;
    this.second = second;
    this.third = third;
  }

  /** A vowel for a number in [0, 1), the frequent ones more often. */
  static Vowel of(double unit) {
    return SPOKEN[(int) (unit * SPOKEN.length)];
  }

  /** How far the mouth opens, 0 to 1. */
  double open() {
    return open;
  }

  /** How wide the lips are, -1 to 1. */
  double width() {
    return width;
  }

  /** A resonance of the mouth in hertz; {@code index} 0 to 2. */
  double formant(int index) {
    return index == 0 ? first : index == 1 ? second : third;
  }
}
