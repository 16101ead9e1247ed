package dev.troupe.model;

import dev.troupe.problems.RequestException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The discriminator, which only training has.
 *
 * @param scales shares of the frame's size at which pictures are judged, each at most 1
 * @param blockExpansion half the channels of the first block, E
 * @param maxFeatures most channels of any block
 * @param blocks how many blocks, n
 * @param spectralNorm whether weights are divided by their largest singular value
 * @param keypoints whether the driving frame's heat maps are judged along, and how wide they are
 */
public record DiscriminatorConfig(
    List<Double> scales,
    int blockExpansion,
    int maxFeatures,
    int blocks,
    boolean spectralNorm,
    KeypointInput keypoints)
    implements Serializable {

  /**
   * Heat maps as extra channels.
   *
   * @param used whether there are any
   * @param variance variance of the Gaussians, in squared coordinates
   */
  public record KeypointInput(boolean used, double variance) implements Serializable {}

  /**
   * Checks the ranges.
   *
   * @throws RequestException with one sentence per impossible value, by its published key
   */
  public DiscriminatorConfig {
    scales = List.copyOf(scales);
    List<String> mistakes = new ArrayList<>();
    String key = "discriminator_params.";
    if (scales.isEmpty() || scales.stream().anyMatch(scale -> !(scale > 0 && scale <= 1))) {
      mistakes.add(key + "scales must be one or more numbers above 0, at most 1, found " + scales);
    }
    if (blockExpansion < 1 || maxFeatures < 1 || maxFeatures > ConfigLimits.MOST_FEATURES) {
      mistakes.add(
          "%sblock_expansion and max_features must be between 1 and %d, found %d and %d"
              .formatted(key, ConfigLimits.MOST_FEATURES, blockExpansion, maxFeatures));
    }
    if (blocks < 1 || blocks > 10) {
      mistakes.add(key + "num_blocks must be between 1 and 10, found " + blocks);
    }
    if (!(keypoints.variance() > 0)) {
      mistakes.add(key + "kp_variance must be above 0, found " + keypoints.variance());
    }
    if (!mistakes.isEmpty()) {
      throw new RequestException(mistakes);
    }
  }

  /** The channels behind {@code level} blocks. */
  int channels(int level) {
    return (int) Math.min(maxFeatures, (long) blockExpansion << level);
  }

  int inputChannels(int keypointCount) {
    return NetworkConfig.CHANNELS + (keypoints.used() ? keypointCount : 0);
  }

  /** The prefix of one scale's tensors in a checkpoint: a dot would end a name. */
  static String name(double scale) {
    return "discs." + published(scale).replace('.', '-');
  }

  /** A scale as Python writes it: 1, 0.5. */
  static String published(double scale) {
    return scale == 1 ? "1" : Double.toString(scale);
  }
}
