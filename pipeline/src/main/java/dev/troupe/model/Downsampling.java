package dev.troupe.model;

import dev.troupe.media.FrameSize;
import java.util.List;

/**
 * Anti-aliased down-sampling: blur with a Gaussian, then keep every {@code step}-th pixel.
 *
 * @param present whether there is any: a scale factor of exactly 1 has none
 * @param step pixels of the picture per pixel of the result; 1 leaves it as it is
 * @param kernel side of the Gaussian, odd, in pixels
 * @param sigma its standard deviation in pixels
 */
record Downsampling(boolean present, int step, int kernel, double sigma) {

  /** The down-sampling for a published {@code scale_factor} of at most 1. */
  static Downsampling of(double scaleFactor) {
    if (scaleFactor == 1) {
      return new Downsampling(false, 1, 1, 1);
    }
    double sigma = (1 / scaleFactor - 1) / 2;
    int kernel = 2 * (int) Math.rint(4 * sigma) + 1;
    return new Downsampling(true, (int) (1 / scaleFactor), kernel, sigma);
  }

  FrameSize size(FrameSize picture) {
    return new FrameSize(divide(picture.width()), divide(picture.height()));
  }

  /** The Gaussian's shape in the checkpoint. */
  List<Integer> weightShape() {
    return List.of(NetworkConfig.CHANNELS, 1, kernel, kernel);
  }

  /** A line of TorchScript that makes {@code x} smaller with a Gaussian given as expression. */
  void append(ScriptText text, String gaussian) {
    int padding = kernel / 2;
    text.line(
        "x = torch.conv2d(x, %s, None, [%d, %d], [%d, %d], [1, 1], %d)",
        gaussian, step, step, padding, padding, NetworkConfig.CHANNELS);
  }

  /** The normalised Gaussian, once per channel. */
  float[] weight() {
    double[] line = new double[kernel];
    double sum = 0;
    for (int i = 0; i < kernel; i++) {
      double away = (i - (kernel - 1) / 2.0) / sigma;
      line[i] = Math.exp(-away * away / 2);
      sum += line[i];
    }
    float[] values = new float[NetworkConfig.CHANNELS * kernel * kernel];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (line[i % kernel] * line[i / kernel % kernel] / (sum * sum));
    }
    return values;
  }

  private int divide(int side) {
    return (side + step - 1) / step;
  }
}
