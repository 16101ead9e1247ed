package dev.troupe.model;

import dev.troupe.media.FrameSize;

/**
 * How many floating-point operations a frame takes, in convolutions alone, a multiplication and an
 * addition counted as two.
 *
 * @param detector the keypoint detector, with every shortcut
 * @param encoder the appearance encoder, once per source image
 * @param generator dense motion and decoding, with every shortcut
 * @param reference a frame of the loop without shortcuts: detector and whole generator
 */
public record NetworkWork(double detector, double encoder, double generator, double reference) {
  private static final double SHORTCUT = 4.0 / 9;

  /**
   * Counts.
   *
   * @param config the networks
   * @return operations per frame
   */
  public static NetworkWork of(NetworkConfig config) {
    return new NetworkWork(
        detector(config, SHORTCUT),
        encoder(config),
        motion(config, SHORTCUT) + decoder(config, SHORTCUT),
        detector(config, 1) + encoder(config) + motion(config, 1) + decoder(config, 1));
  }

  private static double detector(NetworkConfig config, double up) {
    FrameSize size = config.detectorSize();
    HourglassConfig hourglass = config.detector().hourglass();
    int features = hourglass.outputChannels(NetworkConfig.CHANNELS);
    int lost = 6 - 2 * config.detector().pad();
    double maps = (double) (size.width() - lost) * (size.height() - lost);
    int jacobians =
        config.hasJacobians()
            ? 4 * (config.detector().singleJacobianMap() ? 1 : config.keypointCount())
            : 0;
    return hourglass(hourglass, NetworkConfig.CHANNELS, size, up)
        + 2 * maps * 49 * features * (config.keypointCount() + jacobians);
  }

  private static double motion(NetworkConfig config, double up) {
    FrameSize size = config.motionSize();
    HourglassConfig hourglass = config.denseMotion().hourglass();
    int outputs = config.keypointCount() + 1 + (config.generator().estimateOcclusion() ? 1 : 0);
    return hourglass(hourglass, config.motionChannels(), size, up)
        + convolution(size, 49, hourglass.outputChannels(config.motionChannels()), outputs);
  }

  private static double encoder(NetworkConfig config) {
    NetworkConfig.Generator generator = config.generator();
    FrameSize size = config.frameSize();
    double work = convolution(size, 49, NetworkConfig.CHANNELS, generator.channels(0));
    for (int i = 0; i < generator.downBlocks(); i++) {
      work += convolution(size, 9, generator.channels(i), generator.channels(i + 1));
      size = new FrameSize(size.width() / 2, size.height() / 2);
    }
    return work;
  }

  private static double decoder(NetworkConfig config, double up) {
    NetworkConfig.Generator generator = config.generator();
    FrameSize size = config.encodingSize();
    int channels = generator.channels(generator.downBlocks());
    double work = 2 * generator.bottleneckBlocks() * convolution(size, 9, channels, channels);
    for (int i = generator.downBlocks(); i > 0; i--) {
      size = new FrameSize(size.width() * 2, size.height() * 2);
      work += up * convolution(size, 9, generator.channels(i), generator.channels(i - 1));
    }
    return work + convolution(size, 49, generator.channels(0), NetworkConfig.CHANNELS);
  }

  private static double hourglass(
      HourglassConfig hourglass, int channels, FrameSize picture, double up) {
    double work = 0;
    FrameSize size = picture;
    for (int i = 0; i < hourglass.blocks(); i++) {
      work += convolution(size, 9, hourglass.encoderInput(i, channels), hourglass.channels(i + 1));
      size = new FrameSize(size.width() / 2, size.height() / 2);
    }
    for (int i = hourglass.blocks() - 1; i >= 0; i--) {
      size = new FrameSize(size.width() * 2, size.height() * 2);
      work += up * convolution(size, 9, hourglass.decoderInput(i), hourglass.channels(i));
    }
    return work;
  }

  private static double convolution(FrameSize size, int taps, int inputs, int outputs) {
    return 2.0 * size.width() * size.height() * taps * inputs * outputs;
  }
}
