package dev.troupe.torchscript;

import dev.troupe.problems.BadDataException;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor that lies in a checkpoint, possibly a strided view of elements it shares with others.
 * Read on demand, while the checkpoint is open.
 */
public final class StoredTensor implements TensorData {
  private static final int MOST_SIDES = 8;

  /** Stretches of up to as many elements are read at once, whatever they hold. */
  private static final int WIDEST = 1 << 20;

  private final String file;
  private final Storage storage;
  private final long offset;
  private final List<Integer> shape;
  private final long[] strides;
  private final long extent;

  private StoredTensor(
      String file, StorageSlice elements, List<Integer> shape, long[] strides, long extent) {
    this.file = file;
    this.storage = elements.storage();
    this.offset = elements.offset();
    this.shape = shape;
    this.strides = strides;
    this.extent = extent;
  }

  /** A view of {@code elements}; refused where it reaches outside or repeats elements. */
  static StoredTensor view(
      String file, StorageSlice elements, long offset, long[] sides, long[] strides) {
    if (sides.length > MOST_SIDES || sides.length != strides.length) {
      throw new MalformedException(
          "a tensor has %d sides and %d strides; expected as many of both, at most %d"
              .formatted(sides.length, strides.length, MOST_SIDES));
    }
    List<Integer> shape = new ArrayList<>();
    long count = 1;
    long last = offset;
    for (int i = 0; i < sides.length; i++) {
      if (sides[i] < 0 || sides[i] > Integer.MAX_VALUE || strides[i] < 0) {
        throw new MalformedException(
            "a tensor has side %d with stride %d; expected neither negative nor huge"
                .formatted(sides[i], strides[i]));
      }
      shape.add((int) sides[i]);
      count = saturatedProduct(count, sides[i]);
      last = saturatedSum(last, saturatedProduct(Math.max(0, sides[i] - 1), strides[i]));
    }
    boolean inside = offset >= 0 && (count == 0 ? offset : last + 1) <= elements.count();
    if (!inside || count > elements.count() || last == Long.MAX_VALUE) {
      throw new MalformedException(
          "a tensor of shape %s reaches outside its storage %s; expected at most %d elements"
              .formatted(shape, elements.storage().key(), elements.count()));
    }
    long extent = count == 0 ? 0 : last + 1 - offset;
    StorageSlice seen = new StorageSlice(elements.storage(), elements.offset() + offset, extent);
    return new StoredTensor(file, seen, List.copyOf(shape), strides.clone(), extent);
  }

  @Override
  public List<Integer> shape() {
    return shape;
  }

  /**
   * What the elements are in the file.
   *
   * @return the type; {@link #floats} converts
   */
  public ElementType elementType() {
    return storage.type();
  }

  @Override
  public float[] floats() {
    try {
      if (extent > Integer.MAX_VALUE - 8) {
        throw new MalformedException("a tensor spreads over more than 2^31 elements");
      }
      boolean contiguous = extent == 0 || contiguous();
      if (!contiguous && extent > WIDEST && extent / 16 > count()) {
        return gatherOneByOne();
      }
      float[] stretch = storage.read(offset, (int) extent);
      return contiguous ? stretch : gather(stretch);
    } catch (MalformedException e) {
      throw new BadDataException(
          "Cannot read checkpoint %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private boolean contiguous() {
    long expected = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      if (shape.get(i) > 1 && strides[i] != expected) {
        return false;
      }
      expected *= shape.get(i);
    }
    return true;
  }

  private int count() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  private float[] gather(float[] stretch) {
    return gather(from -> stretch[from]);
  }

  /** A few elements far apart: what lies between them would fill the memory. */
  private float[] gatherOneByOne() {
    return gather(from -> storage.read(offset + from, 1)[0]);
  }

  private interface Elements {
    float at(int place);
  }

  private float[] gather(Elements elements) {
    int count = count();
    float[] dense = new float[count];
    int[] index = new int[strides.length];
    int from = 0;
    for (int at = 0; at < count; at++) {
      dense[at] = elements.at(from);
      for (int side = strides.length - 1; side >= 0; side--) {
        from += (int) strides[side];
        if (++index[side] < shape.get(side)) {
          break;
        }
        from -= (int) (shape.get(side) * strides[side]);
        index[side] = 0;
      }
    }
    return dense;
  }

  private static long saturatedProduct(long a, long b) {
    return a != 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
  }

  private static long saturatedSum(long a, long b) {
    return a > Long.MAX_VALUE - 1 - b ? Long.MAX_VALUE : a + b;
  }

  /** Part of a storage, in elements; already checked to lie inside. */
  record StorageSlice(Storage storage, long offset, long count) {}
}
