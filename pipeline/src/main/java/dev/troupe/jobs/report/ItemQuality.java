package dev.troupe.jobs.report;

import dev.troupe.jobs.quality.FrameMetrics;
import java.util.List;

/**
 * The metrics of an item's frames, as far as the page shows them.
 *
 * @param jitter of the keypoints
 * @param flicker of the pictures
 * @param drift of the keypoints
 * @param occluded share of the picture
 */
record ItemQuality(Curve jitter, Curve flicker, Curve drift, Curve occluded) {
  static ItemQuality of(List<FrameMetrics> frames) {
    return new ItemQuality(
        Curve.of(frames, FrameMetrics::jitter),
        Curve.of(frames, FrameMetrics::flicker),
        Curve.of(frames, FrameMetrics::drift),
        Curve.of(frames, FrameMetrics::occluded));
  }
}
