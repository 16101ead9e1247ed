package dev.troupe.inference;

import java.io.Serializable;

/**
 * How networks are run. Frames depend on it in their last bits, so every output records it.
 *
 * @param device where: "cpu", or "gpu" with the index that Spark assigned, as in "gpu0"
 * @param detectorBatch driving frames per detector call, 1 to 256
 * @param generatorBatch frames per generator call, 1 to 256
 */
public record Compute(String device, int detectorBatch, int generatorBatch)
    implements Serializable {
  private static final int LARGEST_BATCH = 256;

  /** The processor, with the batch sizes that measured best on it. */
  public static final Compute CPU = new Compute("cpu", 4, 4);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a batch size or the device's name is out of range
   */
  public Compute {
    if (!device.matches("cpu|gpu\\d{0,3}")) {
      throw new IllegalArgumentException("the device must be cpu or gpu, found \"" + device + "\"");
    }
    if (detectorBatch < 1
        || detectorBatch > LARGEST_BATCH
        || generatorBatch < 1
        || generatorBatch > LARGEST_BATCH) {
      throw new IllegalArgumentException(
          "a batch must be 1 to %d frames, found %d and %d"
              .formatted(LARGEST_BATCH, detectorBatch, generatorBatch));
    }
  }

  /**
   * The same on another device.
   *
   * @param other as in "gpu1"
   * @return networks that run there
   */
  public Compute on(String other) {
    return new Compute(other, detectorBatch, generatorBatch);
  }
}
