package dev.troupe.jobs.batch;

import dev.troupe.media.Clip;
import dev.troupe.media.FrameRange;
import dev.troupe.media.Scaling;
import dev.troupe.model.ModelLocation;
import java.io.Serializable;

/**
 * A range of a clip's frames to be captured by one task.
 *
 * @param clip the clip's number among those captured together
 * @param target what is captured
 * @param range which frames
 */
record CaptureWork(int clip, Target target, FrameRange range) implements Serializable {

  /**
   * A clip to be captured.
   *
   * @param key the motion's name in the library
   * @param hash of the clip's content
   * @param clip the clip
   * @param model finds the keypoints
   * @param scaling how frames are brought to the network's size
   */
  record Target(String key, String hash, Clip clip, ModelLocation model, Scaling scaling)
      implements Serializable {}

  /** Whether the range is the whole clip. */
  boolean isWhole() {
    return range.count() == target.clip().timeline().count();
  }
}
