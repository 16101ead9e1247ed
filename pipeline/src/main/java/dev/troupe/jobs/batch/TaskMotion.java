package dev.troupe.jobs.batch;

import dev.troupe.jobs.library.MotionFile;
import dev.troupe.jobs.quality.ClipFrame;
import dev.troupe.media.FrameRange;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads motion tables in a task, each checked once: short ones whole and once for all items of a
 * clip in a row.
 */
final class TaskMotion {
  private static final int SHORT = 4096;

  private final GroupPlan plan;
  private int motion = -1;
  private boolean sound;
  private @Nullable List<ClipFrame> whole;

  TaskMotion(GroupPlan plan) {
    this.plan = plan;
  }

  /** Whether a clip's table is as it was written; if not, it must be made again. */
  boolean isSound(int number) throws IOException {
    if (motion != number) {
      GroupPlan.Motion wanted = plan.motions().get(number);
      sound = MotionFile.isSound(wanted.file(), wanted.hash());
      whole = null;
      motion = number;
    }
    return sound;
  }

  List<ClipFrame> frames(int number, FrameRange range) throws IOException {
    GroupPlan.Motion wanted = plan.motions().get(number);
    if (!isSound(number)) {
      return MotionFile.read(wanted.file(), wanted.hash(), range); // which says what is wrong
    }
    int count = wanted.clip().timeline().count();
    if (count > SHORT) {
      return MotionFile.readSound(wanted.file(), range);
    }
    if (whole == null) {
      whole = MotionFile.readSound(wanted.file(), new FrameRange(0, count));
    }
    return whole.subList(range.from(), range.until());
  }
}
