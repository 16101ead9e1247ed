package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.ContentHash;
import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.media.Encoders;
import java.util.List;
import java.util.OptionalInt;

/**
 * Names an item's work by the hash of all that decides its output's pixels, sound and container.
 */
final class ItemKey {
  /** Raised when Troupe makes other pixels of the same. */
  private static final String FORMAT = "1";

  private ItemKey() {}

  static String of(String sourceHash, String clipHash, ItemOptions options, Compute compute) {
    AnimateRequest.Motion motion = options.motion();
    return ContentHash.of(
        String.join(
            "\n",
            List.of(
                "item",
                FORMAT,
                sourceHash,
                clipHash,
                options.model().contentHash(),
                options.pictures().toString(),
                motion.transfer().name(),
                "" + motion.adaptScale(),
                motion.reference().map(ItemKey::frame).orElse("first"),
                motion.start().toString(),
                motion.end().map(Object::toString).orElse("end"),
                "" + options.compare() + options.visualize() + options.frames(),
                options.resize().map(Object::toString).orElse("network"),
                "" + options.sound(),
                networks(compute),
                Encoders.h264(),
                "" + RenderPlan.SEGMENT_FRAMES)));
  }

  /** How networks are run, whichever of several like devices a task is given. */
  static String networks(Compute compute) {
    return compute.toString().replaceAll("gpu\\d+", "gpu");
  }

  private static String frame(AnimateRequest.Reference reference) {
    OptionalInt index = reference.index();
    return index.isPresent() ? "" + index.getAsInt() : "best";
  }
}
