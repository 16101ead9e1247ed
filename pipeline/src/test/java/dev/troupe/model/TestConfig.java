package dev.troupe.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A small configuration in the published schema, of which single values are changed. */
public final class TestConfig {
  private static final String SCHEMA =
      """
      dataset_params:
        root_dir: data
        frame_shape: ${frame_shape}
      model_params:
        common_params:
          num_kp: ${num_kp}
          num_channels: ${num_channels}
          estimate_jacobian: ${estimate_jacobian}
        kp_detector_params:
          temperature: ${temperature}
          block_expansion: ${kp_expansion}
          max_features: ${kp_features}
          scale_factor: ${kp_scale}
          num_blocks: ${kp_blocks}
          single_jacobian_map: ${single_jacobian_map}
          pad: ${pad}
        generator_params:
          block_expansion: ${expansion}
          max_features: ${features}
          num_down_blocks: ${down_blocks}
          num_bottleneck_blocks: ${bottleneck_blocks}
          estimate_occlusion_map: ${occlusion}
          dense_motion_params:
            block_expansion: ${motion_expansion}
            max_features: ${motion_features}
            num_blocks: ${motion_blocks}
            scale_factor: ${motion_scale}
            kp_variance: ${variance}
      train_params:
        num_epochs: 100
      """;

  private final Map<String, Object> values = new LinkedHashMap<>();

  public TestConfig() {
    set("frame_shape", "[32, 32, 3]").set("num_kp", 3).set("num_channels", 3);
    set("estimate_jacobian", true).set("temperature", 0.1);
    set("kp_expansion", 4).set("kp_features", 8).set("kp_blocks", 2).set("kp_scale", 0.5);
    set("single_jacobian_map", false).set("pad", 0);
    set("expansion", 4).set("features", 8).set("down_blocks", 1).set("bottleneck_blocks", 1);
    set("occlusion", true).set("motion_expansion", 4).set("motion_features", 8);
    set("motion_blocks", 2).set("motion_scale", 0.5).set("variance", 0.01);
  }

  /** Changes a value; the text goes into the YAML as it is. */
  public TestConfig set(String key, Object value) {
    values.put(key, value);
    return this;
  }

  public Path write(Path file) {
    String text = SCHEMA;
    for (Map.Entry<String, Object> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue().toString());
    }
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
