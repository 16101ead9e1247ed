package dev.troupe.model;

/**
 * How far frames of a reduced precision are from those of float32, measured on the input of a
 * package's proof.
 *
 * @param largest the largest difference of a colour, of 1
 * @param psnr the peak signal-to-noise ratio in dB, at most {@value #MOST}
 */
public record PrecisionError(double largest, double psnr) {
  /** What stands for no difference at all, in dB: JSON has no infinity. */
  public static final double MOST = 200;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is none or out of range
   */
  public PrecisionError {
    if (!(largest >= 0 && largest <= 1) || !(psnr <= MOST)) {
      throw new IllegalArgumentException(
          "an error must be 0 to 1 and at most %s dB, found %s and %s"
              .formatted(MOST, largest, psnr));
    }
  }
}
