package dev.troupe.model;

import dev.troupe.media.FrameSize;

/** Expressions of TorchScript that move and resize pictures (N,C,H,W). */
final class SamplingText {
  private SamplingText() {}

  /** The picture bilinearly at the places of a grid (N,h,w,2); what lies outside is zero. */
  static String sampled(String picture, String grid, boolean alignCorners) {
    return "torch.grid_sampler(%s, %s, 0, 0, %s)"
        .formatted(picture, grid, DenseMotionScript.python(alignCorners));
  }

  /** The picture bilinearly in another size, or as it is where that is its own. */
  static String resized(String picture, FrameSize own, FrameSize size) {
    return size.equals(own)
        ? picture
        : "torch.upsample_bilinear2d(%s, [%d, %d], False)"
            .formatted(picture, size.height(), size.width());
  }
}
