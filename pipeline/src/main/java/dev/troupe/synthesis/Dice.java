package dev.troupe.synthesis;

import java.util.List;

/**
 * Reproducible random numbers: SplitMix64, written out so that no JDK can change it. Each purpose
 * has its own stream, so that a new feature of a puppet does not change the others.
 */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** A stream for one purpose; equal arguments give equal streams. */
  static Dice of(long seed, String purpose) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
    }
    return new Dice(mix(seed + GOLDEN) ^ mix(hash));
  }

  /** A number in [0, 1) for the place {@code index} of an endless list: random access in time. */
  static double unitAt(long seed, long index) {
    return (mix(mix(seed) + index * GOLDEN) >>> 11) * 0x1.0p-53;
  }

  /** A bijection of the 64-bit numbers that scatters neighbours. */
  static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** In [0, 1). */
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  double between(double low, double high) {
    return low + (high - low) * unit();
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  int below(int bound) {
    return (int) (unit() * bound);
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }
}
