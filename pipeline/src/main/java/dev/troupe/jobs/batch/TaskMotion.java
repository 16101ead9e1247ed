package dev.troupe.jobs.batch;

import dev.troupe.jobs.library.MotionFile;
import dev.troupe.jobs.quality.ClipFrame;
import dev.troupe.media.FrameRange;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads motion tables in a task: short ones whole and once for all items of a clip in a row. */
final class TaskMotion {
  private static final int SHORT = 4096;

  private final GroupPlan plan;
  private int motion = -1;
  private @Nullable List<ClipFrame> whole;

  TaskMotion(GroupPlan plan) {
    this.plan = plan;
  }

  List<ClipFrame> frames(int number, FrameRange range) throws IOException {
    GroupPlan.Motion wanted = plan.motions().get(number);
    int count = wanted.clip().timeline().count();
    if (count > SHORT) {
      return MotionFile.read(wanted.file(), range);
    }
    if (whole == null || motion != number) {
      whole = MotionFile.read(wanted.file(), new FrameRange(0, count));
      motion = number;
    }
    return whole.subList(range.from(), range.until());
  }
}
