package dev.troupe.jobs.bench;

import dev.troupe.model.ModelPackage;
import dev.troupe.model.NetworkConfig;
import dev.troupe.model.PackageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * The network that is measured: random weights in the shapes of the published models, which cost
 * what learnt ones cost, as a package and once more without any shortcut.
 *
 * @param name what to call it
 * @param model the package
 * @param reference the archive of the reference loop
 */
record BenchModel(String name, ModelPackage model, Path reference) {
  private static final long SEED = 7;
  private static final String PUBLISHED =
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

  /** A network that shows that all works, not how fast it is. */
  static final String SMALL =
      """
      dataset_params: {frame_shape: [64, 64, 3]}
      model_params:
        common_params: {num_kp: 4, num_channels: 3, estimate_jacobian: true}
        kp_detector_params: {temperature: 0.1, block_expansion: 8, max_features: 32,
          scale_factor: 0.5, num_blocks: 3}
        generator_params:
          block_expansion: 16
          max_features: 64
          num_down_blocks: 2
          num_bottleneck_blocks: 2
          estimate_occlusion_map: true
          dense_motion_params: {block_expansion: 8, max_features: 32, num_blocks: 3,
            scale_factor: 0.5}
      """;

  static BenchModel write(Path folder, boolean quick) throws IOException {
    Path yaml = Files.writeString(folder.resolve("network.yaml"), quick ? SMALL : PUBLISHED);
    NetworkConfig config = NetworkConfig.read(yaml);
    Path reference = folder.resolve("reference.pt");
    PackageWriter.Target target = new PackageWriter.Target(folder.resolve("model"), false);
    try (PackageWriter writer = PackageWriter.writeRandom(target, config, SEED)) {
      Files.move(writer.writeReference(), reference, StandardCopyOption.REPLACE_EXISTING);
      ModelPackage model =
          writer.finish(
              new PackageWriter.Provenance("bench", "troupe bench", yaml), Map.of(), Map.of());
      String name =
          "random weights, %s, %s"
              .formatted(config.frameSize(), quick ? "small" : "the published configuration");
      return new BenchModel(name, model, reference);
    }
  }
}
