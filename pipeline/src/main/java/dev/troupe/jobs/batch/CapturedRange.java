package dev.troupe.jobs.batch;

import dev.troupe.motion.Keypoints;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task found in a range of a clip's frames.
 *
 * @param target the clip
 * @param frames one for each frame, in order
 * @param failure why the range cannot be decoded
 */
record CapturedRange(CaptureWork.Target target, List<Frame> frames, @Nullable String failure)
    implements Serializable {

  /**
   * A driving frame.
   *
   * @param keypoints what was found in it
   * @param edge see {@code FrameSample}
   * @param thumbnail see {@code FrameSample}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(Keypoints keypoints, float edge, byte[] thumbnail) implements Serializable {}

  /** A range's place: ranges of a clip come together, in order. */
  record Place(int clip, int from) implements Serializable, Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return clip != other.clip
          ? Integer.compare(clip, other.clip)
          : Integer.compare(from, other.from);
    }
  }
}
