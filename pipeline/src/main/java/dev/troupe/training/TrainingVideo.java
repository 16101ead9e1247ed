package dev.troupe.training;

import dev.troupe.media.Clip;

/**
 * One usable video of a dataset.
 *
 * @param name its path or URI
 * @param identity whom it shows
 * @param clip its frames, at least two
 * @param aims per frame where landmarks want keypoints, as {@link LandmarkGuide} reads them; empty
 *     where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record TrainingVideo(String name, String identity, Clip clip, float[] aims) {
  int frames() {
    return clip.timeline().count();
  }
}
