package dev.troupe.jobs.quality;

import dev.troupe.motion.Jitter;
import dev.troupe.motion.Keypoints;
import java.util.ArrayList;
import java.util.List;

/**
 * The quality of a rendered frame. Lower is better; NaN where it was not measured.
 *
 * @param index the frame's number in the finished video, from 0
 * @param time seconds after its first frame
 * @param jitter how much the motion trembles: the mean length of the transferred keypoints' second
 *     difference, the picture's side being 2; NaN for the first and the last frame
 * @param flicker how much brightness changed since the frame before beyond what movement by up to a
 *     32nd of the picture's side explains, 0 to 1; NaN for the first frame
 * @param drift the root mean square distance of the transferred keypoints from the reference pose,
 *     the picture's side being 2
 * @param occluded the share of the picture that the source image does not show and the network made
 *     up, 0 to 1
 */
public record FrameMetrics(
    int index, double time, float jitter, float flicker, float drift, float occluded) {

  /**
   * Measures a whole video.
   *
   * @param traces every frame's, in order
   * @param reference the reference pose: the source image's keypoints
   * @return as many, in the same order
   */
  public static List<FrameMetrics> inOrder(List<FrameTrace> traces, Keypoints reference) {
    List<FrameMetrics> metrics = new ArrayList<>(traces.size());
    for (int i = 0; i < traces.size(); i++) {
      FrameTrace now = traces.get(i);
      boolean inside = i > 0 && i < traces.size() - 1;
      metrics.add(
          new FrameMetrics(
              now.index(),
              now.time(),
              inside ? jitter(traces.get(i - 1), now, traces.get(i + 1)) : Float.NaN,
              i > 0 ? flicker(traces.get(i - 1), now) : Float.NaN,
              drift(now.moved(), reference),
              now.occluded()));
    }
    return metrics;
  }

  private static float jitter(FrameTrace before, FrameTrace now, FrameTrace after) {
    return (float) Jitter.of(before.moved(), now.moved(), after.moved());
  }

  private static float flicker(FrameTrace before, FrameTrace now) {
    return Thumbnail.unexplained(before.thumbnail(), now.thumbnail(), FrameTrace.SIDE);
  }

  private static float drift(Keypoints moved, Keypoints reference) {
    if (moved.count() != reference.count()) {
      throw new IllegalArgumentException(
          "Cannot measure drift: expected %d keypoints, found %d"
              .formatted(reference.count(), moved.count()));
    }
    double sum = 0;
    for (int k = 0; k < moved.count(); k++) {
      double x = moved.x(k) - reference.x(k);
      double y = moved.y(k) - reference.y(k);
      sum += x * x + y * y;
    }
    return (float) Math.sqrt(sum / moved.count());
  }
}
