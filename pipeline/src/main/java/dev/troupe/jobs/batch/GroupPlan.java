package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.WorkFolder;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.media.Clip;
import dev.troupe.media.FrameRange;
import java.io.Serializable;
import java.util.List;

/**
 * All that the tasks of a group of items share, broadcast once: their characters' appearances,
 * whose size bounds the group, and where the rest is.
 *
 * @param compute device and batches
 * @param options the different options of the items
 * @param characters the characters, encoded
 * @param motions the clips whose motion they perform
 * @param works the items
 */
record GroupPlan(
    Compute compute,
    List<ItemOptions> options,
    List<RenderPlan.Source> characters,
    List<Motion> motions,
    List<Work> works)
    implements Serializable {

  /**
   * A captured clip.
   *
   * @param file its motion table
   * @param clip the clip
   * @param hash of its content
   */
  record Motion(String file, Clip clip, String hash) implements Serializable {}

  /**
   * An item.
   *
   * @param names what it is called
   * @param parts where its parts are in the plan
   * @param range the clip's frames that are used
   * @param key names its work
   * @param sourceHash of the source image's bytes
   */
  record Work(Names names, Parts parts, FrameRange range, String key, String sourceHash)
      implements Serializable {
    int segments() {
      return (range.count() + RenderPlan.SEGMENT_FRAMES - 1) / RenderPlan.SEGMENT_FRAMES;
    }

    WorkFolder folder() {
      return WorkFolder.shared(names.output(), key);
    }
  }

  /** What an item is called: its line in the manifest and its URIs. */
  record Names(int line, String source, String driving, String output) implements Serializable {}

  /** Where an item's parts are in the plan's lists. */
  record Parts(int options, int character, int motion) implements Serializable {}

  ItemOptions options(Work work) {
    return options.get(work.parts().options());
  }

  RenderPlan.Source character(Work work) {
    return characters.get(work.parts().character());
  }

  Motion motion(Work work) {
    return motions.get(work.parts().motion());
  }

  /** The request that would make the item alone. */
  AnimateRequest request(Work work) {
    Names names = work.names();
    return new BatchItem(
            names.line(), names.source(), names.driving(), names.output(), options(work))
        .request(true);
  }

  /** What one animation's tasks would share. */
  RenderPlan renderPlan(Work work, Compute here) {
    ItemOptions options = options(work);
    return new RenderPlan(
        options.model(),
        here,
        character(work),
        new RenderPlan.Driving(motion(work).clip(), work.range().from(), options.pictures().fit()),
        new RenderPlan.Products(
            work.folder(),
            options.resize().orElse(null),
            options.compare(),
            options.visualize(),
            options.frames()));
  }
}
