package dev.troupe.model;

import java.io.Serializable;

/**
 * The size of an hourglass: blocks that halve the picture, then as many that double it again, each
 * joined with the encoder's output of its size.
 *
 * @param blockExpansion channels of the first block before doubling, E
 * @param maxFeatures most channels of any block, M
 * @param blocks how often the picture is halved, n
 */
public record HourglassConfig(int blockExpansion, int maxFeatures, int blocks)
    implements Serializable {

  /**
   * The channels at a depth.
   *
   * @param level 0 for full size, up to {@code blocks}
   * @return {@code min(M, E * 2^level)}
   */
  int channels(int level) {
    return (int) Math.min(maxFeatures, (long) blockExpansion << level);
  }

  /** The channels that encoder block {@code index} takes, given those of the picture. */
  int encoderInput(int index, int pictureChannels) {
    return index == 0 ? pictureChannels : channels(index);
  }

  /** The channels that decoder block for level {@code index} takes: doubled by the joining. */
  int decoderInput(int index) {
    return (index == blocks - 1 ? 1 : 2) * channels(index + 1);
  }

  /** The channels of the result: the last decoder block's joined with the picture's. */
  int outputChannels(int pictureChannels) {
    return channels(0) + pictureChannels;
  }
}
