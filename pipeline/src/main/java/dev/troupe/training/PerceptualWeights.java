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
import java.util.Optional;

/** The weights of VGG-19 as torchvision publishes them: a state dictionary. */
final class PerceptualWeights {
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
    try (Checkpoint checkpoint = Checkpoint.open(file.get())) {
      List<String> faults = new ArrayList<>();
      PerceptualScript.tensors()
          .forEach(
              (name, shape) -> {
                if (checkpoint.values().get(name) instanceof StoredTensor tensor
                    && tensor.shape().equals(shape)) {
                  weights.put(name, TensorData.of(shape, tensor.floats()));
                } else {
                  faults.add(name);
                }
              });
      if (!faults.isEmpty()) {
        throw new BadDataException(
            "Cannot use %s as VGG-19: expected torchvision's state dictionary, missing or misshapen are %s"
                .formatted(file.get(), String.join(", ", faults)));
      }
    }
    return weights;
  }
}
