package dev.troupe.model;

import dev.troupe.torchscript.TensorData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random weights that keep a signal's size near one through all layers. */
final class RandomTensors {
  private RandomTensors() {}

  static Map<String, TensorData> of(Map<String, List<Integer>> shapes, long seed) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) ->
            tensors.put(
                name, TensorData.lazy(shape, () -> numbers(name, shape, seed + name.hashCode()))));
    return tensors;
  }

  private static float[] numbers(String name, List<Integer> shape, long seed) {
    Random random = new Random(seed);
    int count = shape.stream().reduce(1, Math::multiplyExact);
    int inputs = count / shape.get(0);
    boolean positive = name.endsWith("running_var") || name.matches(".*norm\\d?\\.weight");
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      float noise = 2 * random.nextFloat() - 1;
      if (name.endsWith("down.weight")) {
        values[i] = 1f / inputs;
      } else if (positive) {
        values[i] = 1 + 0.5f * noise;
      } else {
        values[i] = shape.size() == 1 ? 0.3f * noise : (float) (noise * Math.sqrt(4.5 / inputs));
      }
    }
    return values;
  }
}
