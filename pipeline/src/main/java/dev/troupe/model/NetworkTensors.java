package dev.troupe.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The name and shape of every tensor that a checkpoint of a configuration holds, in the order of
 * the reference implementation: its optimisers count parameters in it.
 */
final class NetworkTensors {
  private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

  private NetworkTensors() {}

  /** The tensors of {@code kp_detector}, by their names there. */
  static Map<String, List<Integer>> ofDetector(NetworkConfig config) {
    NetworkTensors tensors = new NetworkTensors();
    HourglassConfig hourglass = config.detector().hourglass();
    int features = hourglass.outputChannels(NetworkConfig.CHANNELS);
    tensors.hourglass("predictor.", hourglass, NetworkConfig.CHANNELS);
    tensors.convolution("kp", features, config.keypointCount(), 7);
    if (config.hasJacobians()) {
      tensors.convolution("jacobian", features, config.jacobianChannels(), 7);
    }
    tensors.downsampling("down.weight", config.detector().scaleFactor());
    return Collections.unmodifiableMap(tensors.shapes);
  }

  /** The tensors of {@code generator}, by their names there. */
  static Map<String, List<Integer>> ofGenerator(NetworkConfig config) {
    NetworkTensors tensors = new NetworkTensors();
    tensors.denseMotion(config);
    NetworkConfig.Generator generator = config.generator();
    int downBlocks = generator.downBlocks();
    tensors.block("first", NetworkConfig.CHANNELS, generator.channels(0), 7);
    for (int i = 0; i < downBlocks; i++) {
      tensors.block("down_blocks." + i, generator.channels(i), generator.channels(i + 1), 3);
    }
    for (int i = 0; i < downBlocks; i++) {
      tensors.block(
          "up_blocks." + i,
          generator.channels(downBlocks - i),
          generator.channels(downBlocks - i - 1),
          3);
    }
    int widest = generator.channels(downBlocks);
    for (int i = 0; i < generator.bottleneckBlocks(); i++) {
      String name = "bottleneck.r" + i + ".";
      tensors.convolution(name + "conv1", widest, widest, 3);
      tensors.convolution(name + "conv2", widest, widest, 3);
      tensors.norm(name + "norm1", widest);
      tensors.norm(name + "norm2", widest);
    }
    tensors.convolution("final", generator.channels(0), NetworkConfig.CHANNELS, 7);
    return Collections.unmodifiableMap(tensors.shapes);
  }

  /** The tensors of {@code discriminator}, by their names there. */
  static Map<String, List<Integer>> ofDiscriminator(
      NetworkConfig config, DiscriminatorConfig discriminator) {
    NetworkTensors tensors = new NetworkTensors();
    for (double scale : discriminator.scales()) {
      String name = DiscriminatorConfig.name(scale);
      int channels = discriminator.inputChannels(config.keypointCount());
      for (int i = 0; i < discriminator.blocks(); i++) {
        String block = name + ".down_blocks." + i;
        int to = discriminator.channels(i + 1);
        tensors.discriminatorConvolution(
            block + ".conv", List.of(to, channels, 4, 4), discriminator);
        if (i > 0) {
          tensors.shapes.put(block + ".norm.weight", List.of(to));
          tensors.shapes.put(block + ".norm.bias", List.of(to));
        }
        channels = to;
      }
      tensors.discriminatorConvolution(name + ".conv", List.of(1, channels, 1, 1), discriminator);
    }
    return Collections.unmodifiableMap(tensors.shapes);
  }

  /** With spectral norm the weight comes behind the bias, with its two singular vectors. */
  private void discriminatorConvolution(
      String name, List<Integer> shape, DiscriminatorConfig discriminator) {
    if (discriminator.spectralNorm()) {
      shapes.put(name + ".bias", shape.subList(0, 1));
      shapes.put(name + ".weight_orig", shape);
      shapes.put(name + ".weight_u", shape.subList(0, 1));
      shapes.put(name + ".weight_v", List.of(shape.get(1) * shape.get(2) * shape.get(3)));
    } else {
      shapes.put(name + ".weight", shape);
      shapes.put(name + ".bias", shape.subList(0, 1));
    }
  }

  private void denseMotion(NetworkConfig config) {
    String name = "dense_motion_network.";
    HourglassConfig hourglass = config.denseMotion().hourglass();
    int features = hourglass.outputChannels(config.motionChannels());
    hourglass(name + "hourglass.", hourglass, config.motionChannels());
    convolution(name + "mask", features, config.keypointCount() + 1, 7);
    if (config.generator().estimateOcclusion()) {
      convolution(name + "occlusion", features, 1, 7);
    }
    downsampling(name + "down.weight", config.denseMotion().scaleFactor());
  }

  private void hourglass(String prefix, HourglassConfig hourglass, int pictureChannels) {
    for (int i = 0; i < hourglass.blocks(); i++) {
      block(
          prefix + "encoder.down_blocks." + i,
          hourglass.encoderInput(i, pictureChannels),
          hourglass.channels(i + 1),
          3);
    }
    for (int i = 0; i < hourglass.blocks(); i++) {
      int level = hourglass.blocks() - 1 - i;
      block(
          prefix + "decoder.up_blocks." + i,
          hourglass.decoderInput(level),
          hourglass.channels(level),
          3);
    }
  }

  /** A convolution and the batch norm behind it. */
  private void block(String name, int from, int to, int kernel) {
    convolution(name + ".conv", from, to, kernel);
    norm(name + ".norm", to);
  }

  private void convolution(String name, int from, int to, int kernel) {
    shapes.put(name + ".weight", List.of(to, from, kernel, kernel));
    shapes.put(name + ".bias", List.of(to));
  }

  private void norm(String name, int channels) {
    for (String part : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
      shapes.put(name + part, List.of(channels));
    }
  }

  private void downsampling(String name, double scaleFactor) {
    Downsampling down = Downsampling.of(scaleFactor);
    if (down.present()) {
      shapes.put(name, down.weightShape());
    }
  }
}
