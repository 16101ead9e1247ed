package dev.troupe.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Every key that a configuration for training may have, by the part that it is in. */
final class KnownKeys {
  private static final String HOURGLASS = "block_expansion max_features num_blocks scale_factor ";

  /** Parts of which training needs nothing; what is in them is not looked at. */
  private static final List<String> OTHERS =
      List.of("reconstruction_params", "animate_params", "visualizer_params");

  private static final Map<String, List<String>> KEYS = new TreeMap<>();

  static {
    put("", "dataset_params model_params train_params " + String.join(" ", OTHERS));
    put("dataset_params", "root_dir frame_shape id_sampling pairs_list augmentation_params");
    put("augmentation_params", "flip_param crop_param resize_param jitter_param");
    put("flip_param", "horizontal_flip time_flip");
    put("crop_param", "size");
    put("resize_param", "ratio");
    put("jitter_param", "brightness contrast saturation hue");
    put("model_params", "common_params kp_detector_params generator_params discriminator_params");
    put("common_params", "num_kp num_channels estimate_jacobian");
    put("kp_detector_params", HOURGLASS + "temperature single_jacobian_map pad");
    put(
        "generator_params",
        "block_expansion max_features num_down_blocks num_bottleneck_blocks"
            + " estimate_occlusion_map dense_motion_params");
    put("dense_motion_params", HOURGLASS + "kp_variance");
    put(
        "discriminator_params",
        "scales block_expansion max_features num_blocks sn use_kp kp_variance");
    put(
        "train_params",
        "num_epochs num_repeats epoch_milestones lr_generator lr_discriminator lr_kp_detector"
            + " batch_size scales checkpoint_freq transform_params loss_weights freeze_norms copy_start"
            + " landmark_guide");
    put("transform_params", "sigma_affine sigma_tps points_tps");
    put(
        "loss_weights",
        "generator_gan discriminator_gan feature_matching perceptual equivariance_value"
            + " equivariance_jacobian pixel square gradient texture motion_focus landmark landmark_focus");
  }

  private KnownKeys() {}

  private static void put(String section, String keys) {
    KEYS.put(section, List.of(keys.split(" ")));
  }

  static void check(JsonNode root, Consumer<String> mistakes) {
    check("", root, mistakes);
  }

  private static void check(String section, JsonNode node, Consumer<String> mistakes) {
    List<String> known = KEYS.get(section);
    if (known == null) {
      return;
    }
    node.properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              if (!known.contains(key)) {
                String place = section.isEmpty() ? "" : " in " + section;
                mistakes.accept(
                    "there is no key \"%s\"%s; expected %s"
                        .formatted(key, place, String.join(", ", known)));
              } else if (!OTHERS.contains(key)) {
                check(key, entry.getValue(), mistakes);
              }
            });
  }
}
