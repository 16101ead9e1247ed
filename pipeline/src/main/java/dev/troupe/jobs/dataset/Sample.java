package dev.troupe.jobs.dataset;

import dev.troupe.inference.DenseMotionEstimator.DenseMotion;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.motion.Keypoints;
import java.util.Optional;

/**
 * One frame of a data set.
 *
 * @param clip where it comes from
 * @param frame its index in the clip
 * @param time exact seconds from the clip's start
 * @param size of the picture
 * @param png the picture, lossless
 * @param sha256 of the PNG file
 * @param keypoints of the picture
 * @param dense motion from the clip's first frame, where wanted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by value
record Sample(
    DatasetClip clip,
    int frame,
    Rational time,
    FrameSize size,
    byte[] png,
    String sha256,
    Keypoints keypoints,
    Optional<DenseMotion> dense) {

  /** Unique in the data set, without dots: what WebDataset calls the key. */
  String key() {
    return String.format(java.util.Locale.ROOT, "%06d_%06d", clip.number(), frame);
  }
}
