package dev.troupe.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.troupe.media.FrameSize;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the published YAML. Every mistake is collected: a value that is missing or of the wrong
 * kind is replaced by one that is surely possible, so that the other values are checked too.
 */
final class ConfigReader {
  private static final int MOST_BYTES = 1 << 20;

  /** Of a key that is there twice the last one counts, as in PyYAML. */
  private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder().build());

  private final List<String> mistakes = new ArrayList<>();

  private ConfigReader() {}

  static NetworkConfig read(Path file) {
    JsonNode root = parse(file);
    ConfigReader reader = new ConfigReader();
    try {
      NetworkConfig config = reader.config(root);
      if (reader.mistakes.isEmpty()) {
        return config;
      }
    } catch (RequestException e) {
      reader.mistakes.addAll(e.mistakes());
    }
    throw new RequestException(
        reader.mistakes.stream()
            .map(mistake -> "Cannot use configuration %s: %s".formatted(file, mistake))
            .toList());
  }

  private static JsonNode parse(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw unreadable(file, Files.exists(file) ? "it is no file" : "there is no such file");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw unreadable(
            file,
            "it is too long; expected at most %d bytes, found %d"
                .formatted(MOST_BYTES, Files.size(file)));
      }
      JsonNode root = YAML.readTree(Files.readAllBytes(file));
      if (root == null || !root.isObject()) {
        throw unreadable(file, "it is no YAML of keys and values");
      }
      return root;
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
      throw new BadDataException(
          "Cannot read configuration %s: it is no valid YAML%s".formatted(file, where), e);
    } catch (IOException e) {
      throw new BadDataException(
          "Cannot read configuration %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static BadDataException unreadable(Path file, String reason) {
    return new BadDataException("Cannot read configuration %s: %s".formatted(file, reason));
  }

  private NetworkConfig config(JsonNode root) {
    JsonNode model = root.path("model_params");
    JsonNode common = model.path("common_params");
    if (integer(common, "num_channels", "common_params", 3) != NetworkConfig.CHANNELS) {
      mistakes.add("common_params.num_channels must be 3, found " + common.get("num_channels"));
    }
    return new NetworkConfig(
        frameSize(root.path("dataset_params").path("frame_shape")),
        integer(common, "num_kp", "common_params", 1),
        flag(common, "estimate_jacobian", "common_params", true, true),
        detector(model.path("kp_detector_params")),
        denseMotion(model.path("generator_params").path("dense_motion_params")),
        generator(model.path("generator_params")));
  }

  private FrameSize frameSize(JsonNode shape) {
    boolean triple = shape.isArray() && shape.size() == 3;
    for (JsonNode side : shape) {
      triple &= side.isInt();
    }
    if (!triple || shape.get(2).intValue() != NetworkConfig.CHANNELS) {
      mistakes.add("dataset_params.frame_shape must be [height, width, 3], found " + shown(shape));
    } else {
      int height = shape.get(0).intValue();
      int width = shape.get(1).intValue();
      if (Math.min(height, width) >= 1 && Math.max(height, width) <= ConfigLimits.LONGEST_SIDE) {
        return new FrameSize(width, height);
      }
      mistakes.add(
          "dataset_params.frame_shape must have sides between %d and %d, found %s"
              .formatted(ConfigLimits.SMALLEST_SIDE, ConfigLimits.LONGEST_SIDE, shown(shape)));
    }
    return new FrameSize(ConfigLimits.LONGEST_SIDE, ConfigLimits.LONGEST_SIDE);
  }

  private NetworkConfig.Detector detector(JsonNode node) {
    String key = "kp_detector_params";
    return new NetworkConfig.Detector(
        hourglass(node, key),
        number(node, "temperature", key, 1, true),
        number(node, "scale_factor", key, 1, false),
        flag(node, "single_jacobian_map", key, false, false),
        node.has("pad") ? integer(node, "pad", key, 0) : 0);
  }

  private NetworkConfig.DenseMotion denseMotion(JsonNode node) {
    String key = "dense_motion_params";
    return new NetworkConfig.DenseMotion(
        hourglass(node, key),
        number(node, "scale_factor", key, 1, false),
        number(node, "kp_variance", key, 0.01, false));
  }

  private NetworkConfig.Generator generator(JsonNode node) {
    String key = "generator_params";
    return new NetworkConfig.Generator(
        integer(node, "block_expansion", key, 1),
        integer(node, "max_features", key, ConfigLimits.MOST_FEATURES),
        integer(node, "num_down_blocks", key, 0),
        integer(node, "num_bottleneck_blocks", key, 0),
        flag(node, "estimate_occlusion_map", key, false, false));
  }

  private HourglassConfig hourglass(JsonNode node, String key) {
    return new HourglassConfig(
        integer(node, "block_expansion", key, 1),
        integer(node, "max_features", key, ConfigLimits.MOST_FEATURES),
        integer(node, "num_blocks", key, 1));
  }

  private int integer(JsonNode parent, String name, String key, int substitute) {
    JsonNode value = parent.path(name);
    if (value.isInt()) {
      return value.intValue();
    }
    mistakes.add("%s.%s must be an integer, found %s".formatted(key, name, shown(value)));
    return substitute;
  }

  private double number(
      JsonNode parent, String name, String key, double substitute, boolean required) {
    JsonNode value = parent.path(name);
    if (value.isNumber()) {
      return value.doubleValue();
    }
    if (required || !value.isMissingNode()) {
      mistakes.add("%s.%s must be a number, found %s".formatted(key, name, shown(value)));
    }
    return substitute;
  }

  private boolean flag(
      JsonNode parent, String name, String key, boolean substitute, boolean required) {
    JsonNode value = parent.path(name);
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (required || !value.isMissingNode()) {
      mistakes.add("%s.%s must be true or false, found %s".formatted(key, name, shown(value)));
    }
    return substitute;
  }

  private static String shown(JsonNode value) {
    String text = value.isMissingNode() ? "nothing" : value.toString();
    return text.length() > 80 ? text.substring(0, 80) + "..." : text;
  }
}
