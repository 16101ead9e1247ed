package dev.troupe.jobs;

import dev.troupe.motion.Keypoints;
import java.util.ArrayList;
import java.util.List;

/**
 * Which frames of a segment show a pose that an earlier frame of it shows already. Decided by the
 * segment's motion alone, and segments begin at fixed frames: so the same wherever it is rendered.
 */
final class MotionReuse {
  private final List<Keypoints> distinct = new ArrayList<>();
  private final int[] pictures;

  /**
   * Compares every frame with the poses before it.
   *
   * @param motion a segment's transferred keypoints
   * @param tolerance by how much each number may differ; negative: every frame is its own
   */
  MotionReuse(List<Keypoints> motion, double tolerance) {
    pictures = new int[motion.size()];
    for (int i = 0; i < pictures.length; i++) {
      int earlier = tolerance < 0 ? distinct.size() : find(motion.get(i), tolerance);
      if (earlier == distinct.size()) {
        distinct.add(motion.get(i));
      }
      pictures[i] = earlier;
    }
  }

  /** The poses that are generated, in the order of their first frames. */
  List<Keypoints> distinct() {
    return distinct;
  }

  /** Which of the generated pictures a frame shows. */
  int picture(int frame) {
    return pictures[frame];
  }

  private int find(Keypoints pose, double tolerance) {
    for (int i = 0; i < distinct.size(); i++) {
      Keypoints earlier = distinct.get(i);
      if (near(pose.values(), earlier.values(), tolerance)
          && near(pose.jacobians(), earlier.jacobians(), tolerance)) {
        return i;
      }
    }
    return distinct.size();
  }

  private static boolean near(float[] a, float[] b, double tolerance) {
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= tolerance)) {
        return false;
      }
    }
    return true;
  }
}
