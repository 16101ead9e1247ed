package dev.troupe.inference;

import dev.troupe.media.Codecs;
import dev.troupe.model.Precision;
import java.io.Serializable;

/**
 * How a job computes. Frames depend on it in their last bits, so every output records it, and it is
 * chosen once, where a job begins.
 *
 * @param device where: "cpu", or "gpu" with the index that Spark assigned, as in "gpu0"
 * @param detectorBatch driving frames per detector call, 1 to 256
 * @param generatorBatch frames per generator call, 1 to 256
 * @param precision in what numbers the frame generator's convolutions compute
 * @param layout how weights lie in memory
 * @param reuse by how much transferred keypoints may differ from an earlier frame's of the same
 *     segment for that frame's picture to be taken; {@link #NO_REUSE} if every frame is generated
 * @param codecs what decodes and encodes
 */
public record Compute(
    String device,
    int detectorBatch,
    int generatorBatch,
    Precision precision,
    Layout layout,
    double reuse,
    Codecs codecs)
    implements Serializable {
  private static final int LARGEST_BATCH = 256;

  /** Every frame is generated, whatever frames before it show. */
  public static final double NO_REUSE = -1;

  /** The processor, with the settings that measured best on it. */
  public static final Compute CPU = new Compute("cpu", 4, 4);

  /** How a convolution's weights lie in memory. */
  public enum Layout {
    /** As PyTorch has them; the only one on a GPU. */
    PLAIN,
    /** As oneDNN's kernels for the batch want them, so that no call reorders them. */
    PACKED
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a batch size, the device's name or the precision is not
   *     possible
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
    if (Double.isNaN(reuse)) {
      throw new IllegalArgumentException("the tolerance of reuse must be a number");
    }
    if (precision == Precision.FLOAT16 && device.equals("cpu")) {
      throw new IllegalArgumentException("float16 needs a GPU; on CPUs bfloat16 is the fast one");
    }
  }

  /**
   * In float32, laid out for the device.
   *
   * @param device where
   * @param detectorBatch driving frames per detector call, 1 to 256
   * @param generatorBatch frames per generator call, 1 to 256
   */
  public Compute(String device, int detectorBatch, int generatorBatch) {
    this(device, detectorBatch, generatorBatch, Precision.FLOAT32, layoutFor(device), NO_REUSE);
  }

  /**
   * With the codecs of any machine.
   *
   * @param device where
   * @param detectorBatch driving frames per detector call, 1 to 256
   * @param generatorBatch frames per generator call, 1 to 256
   * @param precision in what numbers the frame generator's convolutions compute
   * @param layout how weights lie in memory
   * @param reuse the tolerance, or {@link #NO_REUSE}
   */
  public Compute(
      String device,
      int detectorBatch,
      int generatorBatch,
      Precision precision,
      Layout layout,
      double reuse) {
    this(device, detectorBatch, generatorBatch, precision, layout, reuse, Codecs.IN_SOFTWARE);
  }

  /**
   * The same on another device.
   *
   * @param other as in "gpu1"
   * @return networks that run there
   */
  public Compute on(String other) {
    Layout there = other.equals("cpu") ? layout : Layout.PLAIN;
    return new Compute(
        other, detectorBatch, generatorBatch, precision, there, reuse, codecs.on(index(other)));
  }

  /**
   * The same in other numbers.
   *
   * @param other the precision
   * @return networks that compute so
   */
  public Compute in(Precision other) {
    return new Compute(device, detectorBatch, generatorBatch, other, layout, reuse, codecs);
  }

  /**
   * The same with pictures taken from frames before.
   *
   * @param tolerance by how much keypoints may differ
   * @return networks that run so
   */
  public Compute reusing(double tolerance) {
    return new Compute(device, detectorBatch, generatorBatch, precision, layout, tolerance, codecs);
  }

  /**
   * The same with other codecs.
   *
   * @param other what decodes and encodes
   * @return a job that reads and writes so
   */
  public Compute coding(Codecs other) {
    return new Compute(device, detectorBatch, generatorBatch, precision, layout, reuse, other);
  }

  /**
   * What of this decides keypoints and appearances: the generator's settings do not.
   *
   * @return the same for all jobs whose keypoints are the same
   */
  public Compute detection() {
    return new Compute(
        device, detectorBatch, 1, Precision.FLOAT32, layout, NO_REUSE, codecs.decoding());
  }

  /** The batch that weights are packed for, given the frames per call; 0 where they are not. */
  int packedFor(int batch) {
    return layout == Layout.PACKED && device.equals("cpu") ? batch : 0;
  }

  /** The number in a device's name; the first where it has none. */
  static int index(String device) {
    String digits = device.replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static Layout layoutFor(String device) {
    return device.equals("cpu") ? Layout.PACKED : Layout.PLAIN;
  }
}
