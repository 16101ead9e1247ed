package dev.troupe.model;

import dev.troupe.torchscript.TensorData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A checkpoint's contents for any configuration, with random weights of a size that keeps numbers
 * through all layers near 1, and norms whose statistics are far from trivial.
 */
public final class RandomNetwork {
  private RandomNetwork() {}

  /** The networks by name, as a checkpoint holds them; numbers are made when asked for. */
  public static Map<String, Object> of(NetworkConfig config, long seed) {
    Map<String, Object> checkpoint = new LinkedHashMap<>();
    checkpoint.put("generator", tensors(NetworkTensors.ofGenerator(config), seed));
    checkpoint.put("kp_detector", tensors(NetworkTensors.ofDetector(config), seed + 1));
    checkpoint.put("epoch", 100);
    return checkpoint;
  }

  private static Map<String, Object> tensors(Map<String, List<Integer>> shapes, long seed) {
    Map<String, Object> tensors = new LinkedHashMap<>();
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
    float[] values = new float[count];
    boolean blur = name.endsWith("down.weight");
    boolean norm = name.contains("norm");
    for (int i = 0; i < count; i++) {
      float noise = 2 * random.nextFloat() - 1;
      if (blur) {
        values[i] = 1f / inputs;
      } else if (name.endsWith("running_var") || (norm && name.endsWith("weight"))) {
        values[i] = 1 + 0.5f * noise;
      } else if (shape.size() == 1) {
        values[i] = 0.3f * noise;
      } else {
        values[i] = (float) (noise * Math.sqrt(4.5 / inputs));
      }
    }
    return values;
  }
}
