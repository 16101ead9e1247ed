package dev.troupe.jobs.batch;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What preflight says of an item.
 *
 * @param work the item's number in its group
 * @param reference the clip's frame that stands for the source's pose; -1 where its motion is
 *     damaged
 * @param warnings what will probably spoil it
 * @param failure why it cannot be rendered
 */
record ItemCheck(int work, int reference, List<String> warnings, @Nullable String failure)
    implements Serializable {
  private static final int UNKNOWN = -1;

  /** An item whose clip's motion must be made again before anything can be said of it. */
  static ItemCheck damaged(int work) {
    return new ItemCheck(work, UNKNOWN, List.of(), null);
  }

  /** Whether its clip's motion must be made again. */
  boolean isDamaged() {
    return reference == UNKNOWN;
  }

  /** An item that cannot be rendered. */
  static ItemCheck failed(int work, String reason) {
    return new ItemCheck(work, 0, List.of(), reason);
  }
}
