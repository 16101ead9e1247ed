package dev.troupe.synthesis;

/**
 * The voice of a performance: a buzz shaped by the mouth's resonances, as loud as the mouth is
 * open. 16-bit mono at 48000 samples a second, the same on every machine, and any stretch of it can
 * be asked for.
 */
public final class SpeechTrack {
  /** Samples per second. */
  public static final int RATE = 48_000;

  private static final int BLOCK = 240;
  private static final int HARMONICS = 24;

  private final Speech speech;
  private final double quiet;
  private final double pitch;
  private final double melody;
  private final double phase;
  private final double volume;

  SpeechTrack(long seed, Speech speech, double restSeconds) {
    Dice dice = Dice.of(seed, "voice");
    this.speech = speech;
    this.quiet = restSeconds;
    this.pitch = dice.between(95, 250);
    this.melody = dice.between(0.5, 1.1);
    this.phase = dice.unit();
    this.volume = dice.between(0.75, 1);
  }

  /**
   * A stretch of the sound.
   *
   * @param from the first sample, not negative
   * @param count how many, not negative
   * @return samples in machine order, -32768 to 32767
   * @throws IllegalArgumentException if an argument is negative
   */
  public short[] samples(long from, int count) {
    if (from < 0 || count < 0) {
      throw new IllegalArgumentException(
          "a sound starts at sample 0 and has no fewer than 0 samples, found %d samples from %d"
              .formatted(count, from));
    }
    short[] samples = new short[count];
    int done = 0;
    while (done < count) {
      long block = (from + done) / BLOCK;
      double[] here = spectrum(block);
      double[] next = spectrum(block + 1);
      for (; done < count && (from + done) / BLOCK == block; done++) {
        double share = (double) ((from + done) % BLOCK) / BLOCK;
        samples[done] = sample(from + done, here, next, share);
      }
    }
    return samples;
  }

  /** Strength of each harmonic at the start of a block. */
  private double[] spectrum(long block) {
    double seconds = (double) block * BLOCK / RATE;
    Speech.Moment moment = speech.at(seconds);
    double open = moment.open() * Wander.ease(quiet == 0 ? 1 : seconds / quiet);
    double[] strengths = new double[HARMONICS];
    for (int h = 0; h < HARMONICS; h++) {
      double frequency = pitch * (h + 1);
      double shape = 0;
      for (int f = 0; f < 3; f++) {
        double off = (frequency - moment.formant(f)) / (90 + 45 * f);
        shape += (f == 0 ? 1.0 : 0.45 / f) / (1 + off * off);
      }
      strengths[h] = volume * open * (shape + 0.02) / StrictMath.sqrt(h + 1.0);
    }
    return strengths;
  }

  private short sample(long index, double[] here, double[] next, double share) {
    double angle = 2 * Math.PI * cycles((double) index / RATE);
    double cos = StrictMath.cos(angle);
    double before = 0;
    double wave = StrictMath.sin(angle);
    double sum = 0;
    for (int h = 0; h < HARMONICS; h++) {
      sum += wave * (here[h] + (next[h] - here[h]) * share);
      double after = 2 * cos * wave - before;
      before = wave;
      wave = after;
    }
    double soft = 0.9 * sum / (1 + Math.abs(0.9 * sum));
    return (short) Math.round(26_000 * soft);
  }

  /** Vibrations since the start, whole ones left out: the integral of a gently sung pitch. */
  private double cycles(double seconds) {
    double slow = 2 * Math.PI * 0.31 * melody;
    double fast = 2 * Math.PI * 0.9 * melody;
    double total =
        pitch
            * (seconds
                - 0.10 / slow * StrictMath.cos(slow * seconds + 6 * phase)
                - 0.06 / fast * StrictMath.cos(fast * seconds));
    return total - Math.floor(total);
  }
}
