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
public record ClipFrame(int index, double time, Keypoints keypoints, FrameQuality quality) {}
