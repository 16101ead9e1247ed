package dev.troupe.inference;

import dev.troupe.model.NetworkConfig;
import dev.troupe.model.RandomNetwork;
import dev.troupe.torchscript.CheckpointWriter;
import dev.troupe.torchscript.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures an import of the published size: {@code make FOLDER} writes checkpoint.pth.tar (random
 * weights and optimisers' states as large as published ones) and config.yaml; {@code import FOLDER}
 * imports them and prints time and peak memory.
 */
public final class FullSizeImport {
  private static final String CONFIG =
      """
      dataset_params: {frame_shape: [256, 256, 3]}
      model_params:
        common_params: {num_kp: 10, num_channels: 3, estimate_jacobian: true}
        kp_detector_params: {temperature: 0.1, block_expansion: 32, max_features: 1024,
          scale_factor: 0.25, num_blocks: 5}
        generator_params:
          block_expansion: 64
          max_features: 512
          num_down_blocks: 2
          num_bottleneck_blocks: 6
          estimate_occlusion_map: true
          dense_motion_params: {block_expansion: 64, max_features: 1024, num_blocks: 5,
            scale_factor: 0.25}
      """;

  private FullSizeImport() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("make")) {
      make(folder);
      return;
    }
    long start = System.nanoTime();
    var model =
        ModelImport.run(
            new ImportRequest(
                folder.resolve("checkpoint.pth.tar"),
                folder.resolve("config.yaml"),
                folder.resolve("model"),
                true,
                true,
                "full",
                "a measurement"));
    System.out.printf("%.1f s%n%s%n", (System.nanoTime() - start) / 1e9, model.manifest().proof());
    Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .forEach(System.out::println);
  }

  static void make(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path config = Files.writeString(folder.resolve("config.yaml"), CONFIG);
    Map<String, Object> values =
        new LinkedHashMap<>(RandomNetwork.of(NetworkConfig.read(config), 7));
    for (String network : List.of("generator", "kp_detector")) {
      Map<Object, Object> state = new LinkedHashMap<>();
      for (Object tensor : ((Map<?, ?>) values.get(network)).values()) {
        List<Integer> shape = ((TensorData) tensor).shape();
        int count = shape.stream().reduce(1, Math::multiplyExact);
        TensorData zeros = TensorData.lazy(shape, () -> new float[count]);
        state.put(state.size(), Map.of("step", 1000, "exp_avg", zeros, "exp_avg_sq", zeros));
      }
      values.put("optimizer_" + network, Map.of("state", state));
    }
    CheckpointWriter.writeLegacy(values, folder.resolve("checkpoint.pth.tar"));
  }
}
