package dev.troupe.jobs.quality;

import dev.troupe.motion.Keypoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of a finished video's frames once its segments are joined.
 *
 * @param frames every frame's metrics, in order
 * @param previews of its first, middle and last frame
 */
public record RenderedQuality(List<FrameMetrics> frames, Previews previews) {
  /** Copies the list. */
  public RenderedQuality {
    frames = List.copyOf(frames);
  }

  /**
   * Joins an item's segments. The result does not depend on where segments begin.
   *
   * @param segments all of them, in order
   * @param reference the reference pose: the source image's keypoints
   * @return the quality of the video
   */
  public static RenderedQuality join(List<SegmentTrace> segments, Keypoints reference) {
    List<FrameTrace> traces = new ArrayList<>();
    Map<Integer, byte[]> images = new TreeMap<>();
    for (SegmentTrace segment : segments) {
      traces.addAll(segment.frames());
      images.putAll(segment.previews());
    }
    int count = traces.size();
    Previews previews =
        new Previews(
            Optional.ofNullable(images.get(0)),
            Optional.ofNullable(images.get(count / 2)),
            Optional.ofNullable(images.get(count - 1)));
    return new RenderedQuality(FrameMetrics.inOrder(traces, reference), previews);
  }
}
