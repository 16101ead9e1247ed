package dev.troupe.jobs.quality;

import dev.troupe.motion.Keypoints;

/**
 * A driving frame as preflight sees it: a row of the motion table.
 *
 * @param index its number in the clip, from 0
 * @param time seconds after the clip's first frame
 * @param keypoints what was found in it
 * @param quality what was measured on it
 */
public record ClipFrame(int index, double time, Keypoints keypoints, FrameQuality quality) {
  /**
   * A frame of which only the motion is known: nothing is said of its brightness.
   *
   * @param index its number in the clip, from 0
   * @param time seconds after the clip's first frame
   * @param keypoints what was found in it
   * @return the frame
   */
  public static ClipFrame ofMotion(int index, double time, Keypoints keypoints) {
    return new ClipFrame(
        index, time, keypoints, new FrameQuality(1, 0, FrameSample.edge(keypoints)));
  }
}
