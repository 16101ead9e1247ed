package dev.troupe.training;

import dev.troupe.media.Clip;

/**
 * One usable video of a dataset.
 *
 * @param name its path or URI
 * @param identity whom it shows
 * @param clip its frames, at least two
 */
record TrainingVideo(String name, String identity, Clip clip) {
  int frames() {
    return clip.timeline().count();
  }
}
