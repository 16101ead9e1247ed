package dev.troupe.model;

import dev.troupe.problems.BadDataException;
import dev.troupe.torchscript.Checkpoint;
import dev.troupe.torchscript.TensorData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of one network of a checkpoint, known to be those and only those its configuration
 * asks for. Numbers are read when asked for.
 */
final class NetworkWeights {
  /** How many training steps the statistics have seen: no weight. */
  private static final String IGNORED_SUFFIX = ".num_batches_tracked";

  private final String file;
  private final String network;
  private final Map<String, ? extends TensorData> tensors;

  private NetworkWeights(String file, String network, Map<String, ? extends TensorData> tensors) {
    this.file = file;
    this.network = network;
    this.tensors = tensors;
  }

  /** Both networks of a checkpoint. */
  record Both(NetworkWeights detector, NetworkWeights generator) {}

  /**
   * Checks a checkpoint against a configuration.
   *
   * @throws BadDataException with one line per tensor that is missing, misshapen or unexpected
   */
  static Both of(Checkpoint checkpoint, NetworkConfig config) {
    NetworkWeights detector = of(checkpoint, "kp_detector");
    NetworkWeights generator = of(checkpoint, "generator");
    List<String> faults = new ArrayList<>();
    detector.compare(NetworkTensors.ofDetector(config), checkpoint, faults);
    generator.compare(NetworkTensors.ofGenerator(config), checkpoint, faults);
    if (!faults.isEmpty()) {
      throw new BadDataException(
          "Cannot import checkpoint %s: %d of its tensors do not fit the configuration\n%s"
              .formatted(checkpoint.file(), faults.size(), String.join("\n", faults)));
    }
    return new Both(detector, generator);
  }

  /** Weights of which only names and shapes are known: enough to write the networks' code. */
  static Both described(NetworkConfig config) {
    return new Both(
        described("kp_detector", NetworkTensors.ofDetector(config)),
        described("generator", NetworkTensors.ofGenerator(config)));
  }

  private static NetworkWeights described(String network, Map<String, List<Integer>> shapes) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) ->
            tensors.put(
                name,
                TensorData.lazy(
                    shape,
                    () -> {
                      throw new IllegalStateException("tensor " + name + " has no numbers");
                    })));
    return new NetworkWeights("no checkpoint", network, tensors);
  }

  /** Random ones, for measurements: what networks cost does not depend on what they learnt. */
  static Both random(NetworkConfig config, long seed) {
    return new Both(
        new NetworkWeights(
            "random", "kp_detector", RandomTensors.of(NetworkTensors.ofDetector(config), seed + 1)),
        new NetworkWeights(
            "random", "generator", RandomTensors.of(NetworkTensors.ofGenerator(config), seed)));
  }

  private static NetworkWeights of(Checkpoint checkpoint, String network) {
    return new NetworkWeights(checkpoint.file(), network, checkpoint.tensors(network));
  }

  /** A tensor as it is in the checkpoint. */
  TensorData tensor(String name) {
    return TensorData.lazy(stored(name).shape(), () -> finite(name));
  }

  /** A convolution's weight or bias with the batch norm {@code norm} behind it worked in. */
  TensorData folded(String convolution, String norm, boolean bias) {
    String name = convolution + (bias ? ".bias" : ".weight");
    return TensorData.lazy(
        stored(name).shape(),
        () -> {
          BatchNorm statistics = norm(norm);
          float[] values = finite(name);
          return bias ? statistics.foldBias(values) : statistics.foldWeight(values);
        });
  }

  /** A batch norm as factor (or, with {@code shift}, summand) per channel, shape (C,1,1). */
  TensorData affine(String norm, boolean shift) {
    int channels = stored(norm + ".weight").shape().get(0);
    return TensorData.lazy(
        List.of(channels, 1, 1),
        () -> shift ? norm(norm).foldBias(new float[channels]) : norm(norm).scale());
  }

  private BatchNorm norm(String name) {
    float[] variance = finite(name + ".running_var");
    for (float value : variance) {
      if (value < 0) {
        throw unusable(name + ".running_var", "a negative variance");
      }
    }
    return new BatchNorm(
        finite(name + ".weight"), finite(name + ".bias"), finite(name + ".running_mean"), variance);
  }

  private float[] finite(String name) {
    float[] values = stored(name).floats();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw unusable(name, "a value that is not finite");
      }
    }
    return values;
  }

  private BadDataException unusable(String name, String what) {
    return new BadDataException(
        "Cannot import checkpoint %s: tensor %s.%s holds %s".formatted(file, network, name, what));
  }

  private TensorData stored(String name) {
    TensorData tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the configuration has no tensor " + name);
    }
    return tensor;
  }

  private void compare(
      Map<String, List<Integer>> expected, Checkpoint checkpoint, List<String> faults) {
    expected.forEach(
        (name, shape) -> {
          TensorData found = tensors.get(name);
          if (found == null || !found.shape().equals(shape)) {
            faults.add(fault(name, shape.toString(), checkpoint.found(network, name)));
          }
        });
    tensors.forEach(
        (name, found) -> {
          if (!expected.containsKey(name) && !name.endsWith(IGNORED_SUFFIX)) {
            faults.add(fault(name.replaceAll("\\p{Cntrl}", "?"), "none", found.shape() + ""));
          }
        });
  }

  private String fault(String name, String expected, String found) {
    return "%s.%s: expected %s, found %s".formatted(network, name, expected, found);
  }
}
