package dev.troupe.jobs.batch;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What preflight says of an item.
 *
 * @param work the item's number in its group
 * @param reference the clip's frame that stands for the source's pose
 * @param warnings what will probably spoil it
 * @param failure why it cannot be rendered
 */
record ItemCheck(int work, int reference, List<String> warnings, @Nullable String failure)
    implements Serializable {

  /** An item that cannot be rendered. */
  static ItemCheck failed(int work, String reason) {
    return new ItemCheck(work, 0, List.of(), reason);
  }
}
