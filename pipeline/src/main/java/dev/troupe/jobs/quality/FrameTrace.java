package dev.troupe.jobs.quality;

import dev.troupe.media.Picture;
import dev.troupe.motion.Keypoints;

/**
 * What a render task keeps of a frame, for {@link FrameMetrics} to compare with its neighbours in
 * other segments.
 *
 * @param index the frame's number in the finished video, from 0
 * @param time seconds after the video's first frame
 * @param moved the transferred keypoints; only positions are kept
 * @param thumbnail the generated frame's brightness, {@value #SIDE} by {@value #SIDE} cells by rows
 * @param occluded the share of the picture that the network made up, 0 to 1; NaN where unknown
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by value
public record FrameTrace(
    int index, double time, Keypoints moved, byte[] thumbnail, float occluded) {
  static final int SIDE = 32;

  /**
   * Checks the thumbnail's size.
   *
   * @throws IllegalArgumentException if it has another one
   */
  public FrameTrace {
    if (thumbnail.length != SIDE * SIDE) {
      throw new IllegalArgumentException(
          "a thumbnail has %d cells, found %d".formatted(SIDE * SIDE, thumbnail.length));
    }
  }

  /**
   * Looks at a generated frame.
   *
   * @param index its number in the finished video, from 0
   * @param time seconds after the video's first frame
   * @param moved the keypoints that it was generated from
   * @param generated its pixels, as they came from the network
   * @param occluded the share of the picture that the network made up, 0 to 1; NaN where unknown
   * @return the trace
   */
  public static FrameTrace of(
      int index, double time, Keypoints moved, Picture generated, float occluded) {
    Keypoints positions = new Keypoints(moved.values(), new float[0]);
    return new FrameTrace(index, time, positions, Thumbnail.of(generated, SIDE), occluded);
  }
}
