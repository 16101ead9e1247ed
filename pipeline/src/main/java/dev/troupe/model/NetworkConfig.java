package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.problems.RequestException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * What the published configuration files say about the networks: enough to write them down and to
 * know every tensor's name and shape. Pictures have three channels.
 *
 * @param frameSize the frames the model was trained on, and the only size it takes
 * @param keypointCount keypoints per picture, K
 * @param hasJacobians whether each keypoint comes with a local affine transformation
 * @param detector the keypoint detector
 * @param denseMotion the dense motion network
 * @param generator the generator
 */
public record NetworkConfig(
    FrameSize frameSize,
    int keypointCount,
    boolean hasJacobians,
    Detector detector,
    DenseMotion denseMotion,
    Generator generator)
    implements Serializable {

  /** Channels of a picture: red, green, blue. */
  static final int CHANNELS = 3;

  /**
   * The keypoint detector.
   *
   * @param hourglass its body
   * @param temperature divides the logits of the heat maps
   * @param scaleFactor the share of the frame's size it works at, at most 1
   * @param singleJacobianMap whether all keypoints share one map of Jacobians
   * @param pad padding of the 7x7 convolutions behind the hourglass, in pixels
   */
  public record Detector(
      HourglassConfig hourglass,
      double temperature,
      double scaleFactor,
      boolean singleJacobianMap,
      int pad)
      implements Serializable {}

  /**
   * The dense motion network.
   *
   * @param hourglass its body
   * @param scaleFactor the share of the frame's size it works at, at most 1
   * @param keypointVariance variance of the Gaussians drawn around keypoints, in squared
   *     coordinates
   */
  public record DenseMotion(HourglassConfig hourglass, double scaleFactor, double keypointVariance)
      implements Serializable {}

  /**
   * The generator.
   *
   * @param blockExpansion channels at full size, E
   * @param maxFeatures most channels of any block, M
   * @param downBlocks how often the source is halved before it is warped
   * @param bottleneckBlocks residual blocks behind the warping
   * @param estimateOcclusion whether an occlusion map dims what the source does not show
   */
  public record Generator(
      int blockExpansion,
      int maxFeatures,
      int downBlocks,
      int bottleneckBlocks,
      boolean estimateOcclusion)
      implements Serializable {

    /** The channels after halving {@code level} times. */
    int channels(int level) {
      return (int) Math.min(maxFeatures, (long) blockExpansion << level);
    }
  }

  /**
   * Checks every value and how they fit each other.
   *
   * @throws RequestException with one sentence per impossible value, by its published key
   */
  public NetworkConfig {
    List<String> mistakes =
        new ConfigLimits(frameSize, detector, denseMotion, generator).mistakes(keypointCount);
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
  }

  /**
   * Reads a published configuration file.
   *
   * @param file YAML; keys that are not about the networks are ignored
   * @return the configuration
   * @throws RequestException with one sentence per missing or impossible value
   * @throws dev.troupe.problems.BadDataException if the file cannot be read or is no YAML
   */
  public static NetworkConfig read(Path file) {
    return ConfigReader.read(file);
  }

  /** Channels of the Jacobian maps: four per map. */
  int jacobianChannels() {
    return 4 * (detector.singleJacobianMap() ? 1 : keypointCount);
  }

  /** Channels the dense motion hourglass takes: a heat map and a warped picture per motion. */
  int motionChannels() {
    return (keypointCount + 1) * (CHANNELS + 1);
  }

  /** The picture the detector's hourglass sees. */
  FrameSize detectorSize() {
    return Downsampling.of(detector.scaleFactor()).size(frameSize);
  }

  /** The heat maps' size: without padding the 7x7 convolution behind the hourglass shrinks them. */
  FrameSize heatMapSize() {
    FrameSize seen = detectorSize();
    int lost = ConfigLimits.KEYPOINT_KERNEL - 1 - 2 * detector.pad();
    return new FrameSize(seen.width() - lost, seen.height() - lost);
  }

  /** The picture the dense motion network sees, and the size of its maps. */
  FrameSize motionSize() {
    return Downsampling.of(denseMotion.scaleFactor()).size(frameSize);
  }

  /** The size of the appearance encoding. */
  FrameSize encodingSize() {
    return new FrameSize(
        frameSize.width() >> generator.downBlocks(), frameSize.height() >> generator.downBlocks());
  }
}
