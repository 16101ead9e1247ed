package dev.troupe.model;

import dev.troupe.media.FrameSize;
import java.util.List;

/**
 * Anti-aliased down-sampling: blur with a Gaussian, then keep every {@code step}-th pixel.
 *
 * @param present whether there is any: a scale factor of exactly 1 has none
 * @param step pixels of the picture per pixel of the result; 1 leaves it as it is
 * @param kernel side of the Gaussian, odd, in pixels
 */
record Downsampling(boolean present, int step, int kernel) {

  /** The down-sampling for a published {@code scale_factor} of at most 1. */
  static Downsampling of(double scaleFactor) {
    if (scaleFactor == 1) {
      return new Downsampling(false, 1, 1);
    }
    double sigma = (1 / scaleFactor - 1) / 2;
    return new Downsampling(true, (int) (1 / scaleFactor), 2 * (int) Math.rint(4 * sigma) + 1);
  }

  FrameSize size(FrameSize picture) {
    return new FrameSize(divide(picture.width()), divide(picture.height()));
  }

  /** The Gaussian's shape in the checkpoint. */
  List<Integer> weightShape() {
    return List.of(NetworkConfig.CHANNELS, 1, kernel, kernel);
  }

  private int divide(int side) {
    return (side + step - 1) / step;
  }
}
