package dev.troupe.inference;

import dev.troupe.motion.Keypoints;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * All that the generator needs of a source image, computed once and broadcast: its keypoints, its
 * appearance encoding and the down-sampled image that dense motion looks at.
 */
public final class Appearance implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Keypoints keypoints;
  private final FloatTensor encoding;
  private final FloatTensor small;

  /**
   * An encoded source.
   *
   * @param keypoints of the source image
   * @param encoding (1, C, h, w), the generator's down-sampled features
   * @param small (1, 3, h', w'), RGB in [0, 1]
   */
  public Appearance(Keypoints keypoints, FloatTensor encoding, FloatTensor small) {
    this.keypoints = keypoints;
    this.encoding = encoding;
    this.small = small;
  }

  /**
   * The source image's keypoints.
   *
   * @return K keypoints
   */
  public Keypoints keypoints() {
    return keypoints;
  }

  /**
   * The appearance encoding.
   *
   * @return (1, C, h, w)
   */
  public FloatTensor encoding() {
    return encoding;
  }

  /**
   * The down-sampled source image.
   *
   * @return (1, 3, h', w'), RGB in [0, 1]
   */
  public FloatTensor small() {
    return small;
  }

  /**
   * Plain numbers with a shape.
   *
   * @param shape the sizes of the dimensions
   * @param data the numbers in row-major order; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by value below
  public record FloatTensor(long[] shape, float[] data) implements Serializable {
    /** Java serialises bytes as they lie, but other numbers one by one. */
    private Object writeReplace() {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(data.length, Float.BYTES));
      bytes.asFloatBuffer().put(data);
      return new Packed(shape, bytes.array());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof FloatTensor that
          && Arrays.equals(shape, that.shape)
          && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
      return "float32 " + Arrays.toString(shape);
    }
  }

  /** A tensor on its way. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Packed(long[] shape, byte[] data) implements Serializable {
    private Object readResolve() {
      float[] numbers = new float[data.length / Float.BYTES];
      ByteBuffer.wrap(data).asFloatBuffer().get(numbers);
      return new FloatTensor(shape, numbers);
    }
  }
}
