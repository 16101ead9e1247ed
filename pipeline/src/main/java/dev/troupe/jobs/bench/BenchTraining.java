package dev.troupe.jobs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.training.TrainingSpeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Training steps of a small network for 128x128 pixels, twelve pairs a step, beside the paper's
 * implementation's own: one of the published size takes a minute and gigabytes.
 */
final class BenchTraining {
  private static final String FOR_128 =
      """
      dataset_params: {frame_shape: [128, 128, 3]}
      model_params:
        common_params: {num_kp: 10, num_channels: 3, estimate_jacobian: true}
        kp_detector_params: {temperature: 0.1, block_expansion: 12, max_features: 96,
          scale_factor: 0.5, num_blocks: 4}
        generator_params:
          block_expansion: 16
          max_features: 64
          num_down_blocks: 1
          num_bottleneck_blocks: 5
          estimate_occlusion_map: true
          dense_motion_params: {block_expansion: 16, max_features: 128, num_blocks: 3,
            scale_factor: 0.25}
        discriminator_params: {scales: [1], block_expansion: 8, max_features: 64,
          num_blocks: 4, use_kp: true}
      """;
  private static final String SMALL =
      BenchModel.SMALL
          + "  discriminator_params: {scales: [1], block_expansion: 8, max_features: 32,"
          + " num_blocks: 3, use_kp: true}\n";

  /** As published, but for the pixel terms that stand in for the perceptual one's weights. */
  private static final String TRAINING =
      """
      train_params:
        batch_size: %d
        num_epochs: 1
        num_repeats: 1
        epoch_milestones: []
        scales: [1, 0.5, 0.25, 0.125]
        transform_params: {sigma_affine: 0.05, sigma_tps: 0.005, points_tps: 5}
        loss_weights: {generator_gan: 1, discriminator_gan: 1, feature_matching: [10, 10, 10, 10],
          perceptual: [], equivariance_value: 10, equivariance_jacobian: 10, pixel: 10, square: 1,
          gradient: 1}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private BenchTraining() {}

  static List<BenchResult.Training> run(Path folder, boolean quick, int threads)
      throws IOException {
    Path yaml = folder.resolve("training.yaml");
    Files.writeString(yaml, (quick ? SMALL : FOR_128) + TRAINING.formatted(quick ? 2 : 12));
    Path found = folder.resolve("training.json");
    ChildProcess.run(
        List.of(),
        BenchTraining.class,
        List.of(yaml.toString(), Integer.toString(threads), found.toString()),
        Map.of(),
        folder.resolve("training.log"));
    return List.of(JSON.readValue(found.toFile(), BenchResult.Training[].class));
  }

  /**
   * Measures in a process of its own, whose memory is gone afterwards.
   *
   * @param arguments the configuration, the number of threads, the file for the result
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, TrainingSpeed.Measured> measured =
        TrainingSpeed.measure(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    double reference = Objects.requireNonNull(measured.get(TrainingSpeed.REFERENCE)).seconds();
    List<BenchResult.Training> steps = new ArrayList<>();
    measured.forEach(
        (name, step) ->
            steps.add(
                new BenchResult.Training(
                    name,
                    1 / step.seconds(),
                    step.processorSeconds(),
                    reference / step.seconds())));
    JSON.writeValue(Path.of(arguments[2]).toFile(), steps);
  }
}
