package dev.troupe.jobs.synthesis;

import dev.troupe.synthesis.SyntheticClip;
import dev.troupe.synthesis.SyntheticPair;
import java.io.Serializable;

/**
 * One clip to write: who plays what, and where it goes.
 *
 * @param path relative to the set's folder, without an ending: "train/000012#003"
 * @param identitySeed who
 * @param performanceSeed what
 * @param split what the clip is for, as in paths
 * @param image the source image that goes with it, relative, or empty; drawn at rest, but in the
 *     clip's first pose where {@code imageInFirstPose}
 * @param imageInFirstPose whether the source image shows the clip's first pose
 */
record Take(
    String path,
    long identitySeed,
    long performanceSeed,
    String split,
    String image,
    boolean imageInFirstPose)
    implements Serializable {

  /** A clip of the set; its identity's source image comes with the first performance. */
  static Take of(SyntheticClip clip) {
    String split = clip.split().label();
    String identity = clip.name().substring(0, clip.name().indexOf('#'));
    String image =
        clip.name().endsWith("#000") ? "sources/%s/%s.png".formatted(split, identity) : "";
    return new Take(
        split + "/" + clip.name(),
        clip.identitySeed(),
        clip.performanceSeed(),
        split,
        image,
        false);
  }

  /**
   * The true answer of a cross pair. Its source begins as the driver does, so that relative and
   * absolute motion have the same answer.
   */
  static Take of(SyntheticPair pair) {
    String path = "pairs/" + pair.name();
    return new Take(
        path,
        pair.identitySeed(),
        pair.driving().performanceSeed(),
        pair.driving().split().label(),
        path + ".png",
        true);
  }

  /** Where the true landmarks go, relative; written last, as the mark that the clip is whole. */
  String landmarks() {
    return "landmarks/" + path + ".jsonl";
  }
}
