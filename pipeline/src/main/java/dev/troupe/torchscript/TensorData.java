package dev.troupe.torchscript;

import java.util.List;
import java.util.function.Supplier;

/**
 * A dense float32 tensor whose numbers are made only when asked for, so that a network of any size
 * passes through memory one tensor at a time.
 */
public interface TensorData {

  /**
   * The sides, outermost first.
   *
   * @return perhaps none (a single number); no side is negative
   */
  List<Integer> shape();

  /**
   * Reads or computes the numbers, row-major.
   *
   * @return a fresh array of as many numbers as the shape says
   * @throws dev.troupe.problems.BadDataException if they come from a file that cannot be read
   */
  float[] floats();

  /**
   * A tensor of numbers at hand.
   *
   * @param shape its sides
   * @param values its numbers, row-major; copied
   * @return the tensor
   * @throws IllegalArgumentException if there are not as many numbers as the shape says
   */
  static TensorData of(List<Integer> shape, float... values) {
    long count = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (count != values.length) {
      throw new IllegalArgumentException(
          "a tensor of shape %s has %d numbers, found %d".formatted(shape, count, values.length));
    }
    float[] copy = values.clone();
    return lazy(shape, copy::clone);
  }

  /**
   * A tensor computed when asked for.
   *
   * @param shape its sides
   * @param values computes its numbers, row-major; a fresh array each time
   * @return the tensor
   */
  static TensorData lazy(List<Integer> shape, Supplier<float[]> values) {
    List<Integer> sides = List.copyOf(shape);
    return new TensorData() {
      @Override
      public List<Integer> shape() {
        return sides;
      }

      @Override
      public float[] floats() {
        return values.get();
      }
    };
  }
}
