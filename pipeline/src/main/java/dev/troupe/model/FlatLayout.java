package dev.troupe.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where every tensor of a network lies in two vectors: one of what gradients change, one of what
 * they do not (running statistics, the Gaussians of anti-aliasing). Training works on the vectors:
 * an optimiser's step is a handful of operations however many tensors there are.
 */
public final class FlatLayout {
  private static final List<String> STATISTICS =
      List.of(".running_mean", ".running_var", ".weight_u", ".weight_v", "down.weight");

  private final Part parameters = new Part();
  private final Part statistics = new Part();

  private FlatLayout(Map<String, List<Integer>> tensors) {
    tensors.forEach(
        (name, shape) -> {
          if (STATISTICS.stream().anyMatch(name::endsWith)) {
            statistics.add(name, shape);
          } else {
            parameters.add(name, shape);
          }
        });
  }

  /**
   * One tensor.
   *
   * @param name its name in the network's state dictionary
   * @param shape its sides
   * @param index its place among the tensors of its vector
   * @param offset where it begins in the vector
   * @param count how many numbers it has
   */
  public record Slot(String name, List<Integer> shape, int index, int offset, int count) {}

  /** One vector. */
  public static final class Part {
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private int length;

    private void add(String name, List<Integer> shape) {
      int count = shape.stream().reduce(1, Math::multiplyExact);
      slots.put(name, new Slot(name, shape, slots.size(), length, count));
      length = Math.addExact(length, count);
    }

    /**
     * The tensors in order.
     *
     * @return as the reference implementation's optimisers count them
     */
    public List<Slot> slots() {
      return new ArrayList<>(slots.values());
    }

    /**
     * How many numbers all tensors have together.
     *
     * @return the vector's length
     */
    public int length() {
      return length;
    }

    boolean has(String name) {
      return slots.containsKey(name);
    }

    /** The place of a tensor. */
    Slot slot(String name) {
      Slot slot = slots.get(name);
      if (slot == null) {
        throw new IllegalArgumentException("the configuration has no tensor " + name);
      }
      return slot;
    }
  }

  /**
   * No tensors at all.
   *
   * @return an empty layout
   */
  public static FlatLayout empty() {
    return new FlatLayout(Map.of());
  }

  /**
   * The keypoint detector's tensors.
   *
   * @param config the networks
   * @return where they lie
   */
  public static FlatLayout ofDetector(NetworkConfig config) {
    return new FlatLayout(NetworkTensors.ofDetector(config));
  }

  /**
   * The generator's tensors.
   *
   * @param config the networks
   * @return where they lie
   */
  public static FlatLayout ofGenerator(NetworkConfig config) {
    return new FlatLayout(NetworkTensors.ofGenerator(config));
  }

  /**
   * The discriminator's tensors.
   *
   * @param config the networks
   * @param discriminator the discriminator
   * @return where they lie
   */
  public static FlatLayout ofDiscriminator(
      NetworkConfig config, DiscriminatorConfig discriminator) {
    return new FlatLayout(NetworkTensors.ofDiscriminator(config, discriminator));
  }

  /**
   * What gradients change.
   *
   * @return weights and biases
   */
  public Part parameters() {
    return parameters;
  }

  /**
   * What forward passes change, means, variances and singular vectors, and what nothing changes.
   *
   * @return the statistics
   */
  public Part statistics() {
    return statistics;
  }

  /**
   * The numbers of an anti-aliasing Gaussian, {@code down.weight}.
   *
   * @param slot its place
   * @return the normalised Gaussian of that side, once per channel
   */
  public static float[] gaussian(Slot slot) {
    int side = slot.shape().get(2);
    // The side is 2 * round(4 * sigma) + 1, and sigma (1 / scale - 1) / 2 for a whole 1 / scale.
    return new Downsampling(true, 1, side, (side - 1) / 8.0).weight();
  }
}
