package dev.troupe.inference;

import dev.troupe.media.Picture;
import java.util.List;

/**
 * What went on inside the generator for one frame.
 *
 * @param frame the generated frame
 * @param deformed the source image sampled by the deformation, before any decoding
 * @param warps the source image moved by each keypoint's own motion, the background's first; K+1
 *     pictures of the dense motion's size
 * @param masks the weight of each of those motions, as grey pictures; K+1 of the dense motion's
 *     size
 * @param occlusion the occlusion map as a grey picture of the dense motion's size, white where the
 *     source is visible
 */
public record Visualization(
    Picture frame, Picture deformed, List<Picture> warps, List<Picture> masks, Picture occlusion) {

  /** Copies the lists. */
  public Visualization {
    warps = List.copyOf(warps);
    masks = List.copyOf(masks);
  }
}
