package dev.troupe.training;

import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The smallest networks that have every part, and videos of a square that wanders. */
final class TinyTraining {
  static final int SIDE = 32;

  private final Path folder;
  private final Path config;
  private final Path data;

  TinyTraining(Path folder) throws IOException {
    this.folder = folder;
    config = folder.resolve("tiny.yaml");
    Files.writeString(config, yaml());
    data = folder.resolve("data");
    for (String split : List.of("train", "test")) {
      for (int i = 0; i < 3; i++) {
        writeVideo(data.resolve(split).resolve(split + i), 4, 60 * i);
      }
    }
  }

  Path config() {
    return config;
  }

  Path data() {
    return data;
  }

  Path output(String name) {
    return folder.resolve(name);
  }

  static String yaml() {
    return """
    dataset_params:
      frame_shape: [32, 32, 3]
      augmentation_params:
        flip_param: {horizontal_flip: true, time_flip: true}
        jitter_param: {brightness: 0.1, contrast: 0.1, saturation: 0.1, hue: 0.1}
    model_params:
      common_params: {num_kp: 2, num_channels: 3, estimate_jacobian: true}
      kp_detector_params: {temperature: 0.1, block_expansion: 2, max_features: 8, scale_factor: 0.5, num_blocks: 2}
      generator_params:
        block_expansion: 2
        max_features: 8
        num_down_blocks: 2
        num_bottleneck_blocks: 1
        estimate_occlusion_map: true
        dense_motion_params: {block_expansion: 2, max_features: 8, num_blocks: 2, scale_factor: 0.25}
      discriminator_params: {scales: [1], block_expansion: 2, max_features: 8, num_blocks: 2, sn: true, use_kp: true}
    train_params:
      num_epochs: 3
      num_repeats: 2
      epoch_milestones: [2]
      lr_generator: 0.0002
      lr_kp_detector: 0.0002
      lr_discriminator: 0.0002
      batch_size: 2
      scales: [1, 0.5]
      checkpoint_freq: 2
      transform_params: {sigma_affine: 0.05, sigma_tps: 0.005, points_tps: 5}
      loss_weights:
        generator_gan: 1
        discriminator_gan: 1
        feature_matching: [10, 10]
        perceptual: []
        equivariance_value: 10
        equivariance_jacobian: 10
        pixel: 10
        square: 1
        gradient: 1
        texture: 1
        motion_focus: 1
    """;
  }

  /** A folder of numbered images. */
  static void writeVideo(Path video, int frames, int shade) throws IOException {
    Files.createDirectories(video);
    for (int frame = 0; frame < frames; frame++) {
      byte[] bgr = new byte[SIDE * SIDE * 3];
      for (int i = 0; i < bgr.length; i++) {
        int x = i / 3 % SIDE;
        int y = i / 3 / SIDE;
        boolean inside = Math.abs(x - 8 - 3 * frame) < 6 && Math.abs(y - 14) < 7;
        bgr[i] = (byte) (inside ? 255 - shade - 40 * (i % 3) : shade + y);
      }
      Files.write(
          video.resolve("%03d.png".formatted(frame)),
          Images.encodePng(new Picture(SIDE, SIDE, bgr)));
    }
  }

  /** A request in float32 on one thread. */
  TrainRequest request(Path output, boolean resume, long steps) {
    return request(output, resume, steps, Optional.empty());
  }

  TrainRequest request(Path output, boolean resume, long steps, Optional<Path> warmStart) {
    return new TrainRequest(
        config,
        data.toString(),
        output,
        new TrainRequest.Start(warmStart, false, resume, 7, true, Optional.empty()),
        new TrainRequest.Compute(List.of("cpu"), false, OptionalLong.of(1), 1 << 20),
        new TrainRequest.Length(OptionalLong.of(steps), OptionalLong.empty(), 2),
        "a test");
  }

  /** Remembers the losses; ends the run after a step as a kill would, if asked to. */
  static final class Recorder implements TrainingProgress {
    final List<Map<String, Float>> losses = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    private final long killedAfter;

    Recorder(long killedAfter) {
      this.killedAfter = killedAfter;
    }

    /** What a run that is killed cannot catch. */
    static final class Killed extends Error {
      private static final long serialVersionUID = 1L;
    }

    @Override
    public void say(String line) {
      lines.add(line);
    }

    @Override
    public void step(long step, long steps, Map<String, Float> terms) {
      losses.add(terms);
      if (step == killedAfter) {
        throw new Killed();
      }
    }
  }
}
