package dev.troupe.training;

import dev.troupe.model.PerceptualScript;
import dev.troupe.problems.BadDataException;
import dev.troupe.torchscript.Checkpoint;
import dev.troupe.torchscript.StoredTensor;
import dev.troupe.torchscript.TensorData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The weights of VGG-19 as torchvision publishes them, a state dictionary, or of the network or its
 * {@code features} as {@code torch.jit.save} writes them. They are found by their names, whatever
 * stands before {@code 0.weight}.
 */
final class PerceptualWeights {
  private static final String FEATURES = "features.";
  private static final int MOST_MODULES = 10_000;
  private static final String FIRST = "0.weight";

  private PerceptualWeights() {}

  /**
   * Reads the layers that the perceptual term looks at into memory.
   *
   * @return tensors by their torchvision names; none where there is no file
   * @throws BadDataException if the file cannot be read or holds another network
   */
  static Map<String, TensorData> read(Optional<Path> file) {
    Map<String, TensorData> weights = new LinkedHashMap<>();
    if (file.isEmpty()) {
      return weights;
    }
    try (Checkpoint checkpoint = Checkpoint.openWeights(file.get())) {
      Map<String, StoredTensor> tensors = new LinkedHashMap<>();
      collect(checkpoint.values(), "", tensors, 1, file.get());
      List<String> faults = List.of();
      for (String prefix : prefixes(tensors)) {
        List<String> missing = missing(tensors, prefix);
        if (missing.isEmpty()) {
          PerceptualScript.tensors()
              .forEach(
                  (name, shape) -> {
                    String found = prefix + place(name);
                    weights.put(name, copy(file.get(), found, tensors.get(found)));
                  });
          return weights;
        }
        faults = faults.isEmpty() || missing.size() < faults.size() ? missing : faults;
      }
      throw new BadDataException(
          "Cannot use %s as VGG-19: expected torchvision's weights or a TorchScript archive with"
                  .formatted(file.get())
              + " the same names (not a frozen one, whose names are lost); missing or misshapen: "
              + String.join(", ", faults));
    }
  }

  private static TensorData copy(Path file, String name, @Nullable StoredTensor tensor) {
    StoredTensor found = Objects.requireNonNull(tensor);
    float[] values = found.floats();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new BadDataException(
            "Cannot use %s as VGG-19: tensor %s holds a value that is not finite"
                .formatted(file, name));
      }
    }
    return TensorData.of(found.shape(), values);
  }

  /** A file may hold one map in many places: as many as a module has are few. */
  private static int collect(
      Map<?, ?> values, String path, Map<String, StoredTensor> tensors, int maps, Path file) {
    if (maps > MOST_MODULES) {
      throw new BadDataException(
          "Cannot use %s as VGG-19: it holds more than %d modules".formatted(file, MOST_MODULES));
    }
    int seen = maps;
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      if (entry.getValue() instanceof Map<?, ?> inner) {
        seen = collect(inner, path + entry.getKey() + ".", tensors, seen + 1, file);
      } else if (entry.getValue() instanceof StoredTensor tensor) {
        tensors.put(path + entry.getKey(), tensor);
      }
    }
    return seen;
  }

  private static List<String> prefixes(Map<String, StoredTensor> tensors) {
    List<String> prefixes = new ArrayList<>();
    for (String name : tensors.keySet()) {
      String before = name.substring(0, Math.max(0, name.length() - FIRST.length()));
      if (name.endsWith(FIRST) && (before.isEmpty() || before.endsWith("."))) {
        prefixes.add(before);
      }
    }
    return prefixes.isEmpty() ? List.of(FEATURES) : prefixes;
  }

  private static List<String> missing(Map<String, StoredTensor> tensors, String prefix) {
    List<String> missing = new ArrayList<>();
    PerceptualScript.tensors()
        .forEach(
            (name, shape) -> {
              StoredTensor found = tensors.get(prefix + place(name));
              if (found == null) {
                missing.add(prefix + place(name));
              } else if (!found.shape().equals(shape)) {
                missing.add(
                    "%s%s (expected %s, found %s)"
                        .formatted(prefix, place(name), shape, found.shape()));
              }
            });
    return missing;
  }

  /** A torchvision name without the network's part. */
  private static String place(String name) {
    return name.substring(FEATURES.length());
  }
}
