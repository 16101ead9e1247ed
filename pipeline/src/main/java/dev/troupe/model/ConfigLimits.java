package dev.troupe.model;

import dev.troupe.media.FrameSize;
import java.util.ArrayList;
import java.util.List;

/** What a configuration's values may be, and what they must be for each other to fit. */
final class ConfigLimits {
  static final int SMALLEST_SIDE = 8;
  static final int LONGEST_SIDE = 4096;
  private static final int MOST_KEYPOINTS = 256;
  static final int MOST_FEATURES = 8192;
  private static final int MOST_BLOCKS = 10;
  private static final int MOST_BOTTLENECK_BLOCKS = 100;
  private static final int MOST_PADDING = 64;
  static final int KEYPOINT_KERNEL = 7;
  private static final double SMALLEST_SCALE = 1.0 / 64;

  private final FrameSize frameSize;
  private final NetworkConfig.Detector detector;
  private final NetworkConfig.DenseMotion motion;
  private final NetworkConfig.Generator generator;
  private final List<String> mistakes = new ArrayList<>();

  ConfigLimits(
      FrameSize frameSize,
      NetworkConfig.Detector detector,
      NetworkConfig.DenseMotion denseMotion,
      NetworkConfig.Generator generator) {
    this.frameSize = frameSize;
    this.detector = detector;
    this.motion = denseMotion;
    this.generator = generator;
  }

  /** One sentence per mistake, none if the configuration is possible. */
  List<String> mistakes(int keypointCount) {
    between("common_params.num_kp", keypointCount, 1, MOST_KEYPOINTS);
    between("frame_shape (height)", frameSize.height(), SMALLEST_SIDE, LONGEST_SIDE);
    between("frame_shape (width)", frameSize.width(), SMALLEST_SIDE, LONGEST_SIDE);
    if (!(detector.temperature() > 0 && detector.temperature() < 1e6)) {
      mistakes.add(
          "kp_detector_params.temperature must be above 0, found " + detector.temperature());
    }
    between("kp_detector_params.pad", detector.pad(), 0, MOST_PADDING);
    if (!(motion.keypointVariance() > 0 && motion.keypointVariance() < 1e6)) {
      mistakes.add(
          "dense_motion_params.kp_variance must be above 0, found " + motion.keypointVariance());
    }
    hourglass("kp_detector_params", detector.hourglass(), detector.scaleFactor());
    hourglass("dense_motion_params", motion.hourglass(), motion.scaleFactor());
    features("generator_params", generator.blockExpansion(), generator.maxFeatures());
    between(
        "generator_params.num_bottleneck_blocks",
        generator.bottleneckBlocks(),
        0,
        MOST_BOTTLENECK_BLOCKS);
    if (between("generator_params.num_down_blocks", generator.downBlocks(), 0, MOST_BLOCKS)) {
      divisible("generator_params.num_down_blocks", frameSize, generator.downBlocks());
    }
    if (mistakes.isEmpty()) {
      heatMap();
    }
    return mistakes;
  }

  private void hourglass(String key, HourglassConfig hourglass, double scale) {
    features(key, hourglass.blockExpansion(), hourglass.maxFeatures());
    boolean blocks = between(key + ".num_blocks", hourglass.blocks(), 1, MOST_BLOCKS);
    if (!(scale >= SMALLEST_SCALE && scale <= 1)) {
      mistakes.add(
          "%s.scale_factor must be between %s and 1, found %s"
              .formatted(key, SMALLEST_SCALE, scale));
    } else if (blocks) {
      divisible(key + ".num_blocks", Downsampling.of(scale).size(frameSize), hourglass.blocks());
    }
  }

  private void features(String key, int expansion, int most) {
    boolean first = between(key + ".block_expansion", expansion, 1, MOST_FEATURES);
    boolean second = between(key + ".max_features", most, 1, MOST_FEATURES);
    if (first && second && most < expansion) {
      mistakes.add(
          "%s.max_features must not be below block_expansion, found %d and %d"
              .formatted(key, most, expansion));
    }
  }

  private void divisible(String key, FrameSize size, int halvings) {
    int unit = 1 << halvings;
    if (size.width() % unit != 0 || size.height() % unit != 0) {
      mistakes.add(
          "%s halves a picture of %s pixels %d times, so both sides must be multiples of %d"
              .formatted(key, size, halvings, unit));
    }
  }

  private void heatMap() {
    FrameSize seen = Downsampling.of(detector.scaleFactor()).size(frameSize);
    int lost = KEYPOINT_KERNEL - 1 - 2 * detector.pad();
    if (Math.min(seen.width(), seen.height()) - lost < 2) {
      mistakes.add(
          "kp_detector_params.pad must be larger: heat maps of a picture of %s pixels would have"
                  .formatted(seen)
              + " less than 2 pixels a side");
    }
    FrameSize moved = Downsampling.of(motion.scaleFactor()).size(frameSize);
    if (Math.min(moved.width(), moved.height()) < 2) {
      mistakes.add(
          "dense_motion_params.scale_factor must be larger: it leaves %s pixels".formatted(moved));
    }
  }

  private boolean between(String key, int value, int least, int most) {
    boolean inside = value >= least && value <= most;
    if (!inside) {
      mistakes.add("%s must be between %d and %d, found %d".formatted(key, least, most, value));
    }
    return inside;
  }
}
