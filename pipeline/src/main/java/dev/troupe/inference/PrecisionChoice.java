package dev.troupe.inference;

import dev.troupe.model.ModelManifest;
import dev.troupe.model.Precision;
import dev.troupe.model.PrecisionError;

/**
 * Chooses the precision where the user leaves it open: the fastest one that the device computes
 * itself and whose error, measured when the model was imported, nobody sees. Made once, where a job
 * begins, for all of its executors.
 */
public final class PrecisionChoice {
  /** Above it a reduced precision passes for the same picture, in dB to float32. */
  public static final double LEAST_PSNR = 40;

  private PrecisionChoice() {}

  /**
   * Chooses.
   *
   * @param manifest of the model
   * @param device "cpu" or "gpu" with an index
   * @param processor of the machine that chooses; executors are taken to be like it
   * @return a precision that the device and the model allow
   */
  public static Precision automatic(ModelManifest manifest, String device, Processor processor) {
    if (!device.equals("cpu")) {
      return allowed(manifest, Precision.FLOAT16) ? Precision.FLOAT16 : Precision.FLOAT32;
    }
    return processor.multipliesBfloat16() && allowed(manifest, Precision.BFLOAT16)
        ? Precision.BFLOAT16
        : Precision.FLOAT32;
  }

  private static boolean allowed(ModelManifest manifest, Precision precision) {
    PrecisionError error = manifest.precision().get(precision);
    return error != null && error.psnr() > LEAST_PSNR;
  }
}
