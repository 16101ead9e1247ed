package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.ContentHash;
import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.manifest.ItemOptions;
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
                compute.codecs().encoderName(),
                "" + RenderPlan.SEGMENT_FRAMES)));
  }

  /**
   * How networks are run and what they are given, whichever of several like devices a task is
   * given. What decodes is named only where it is not software.
   */
  static String networks(Compute compute) {
    String networks =
        "Compute[device=%s, detectorBatch=%d, generatorBatch=%d, precision=%s, layout=%s, reuse=%s]"
            .formatted(
                compute.device().replaceAll("gpu\\d+", "gpu"),
                compute.detectorBatch(),
                compute.generatorBatch(),
                compute.precision(),
                compute.layout(),
                compute.reuse());
    return compute.codecs().decodesInSoftware()
        ? networks
        : networks + " decoder " + compute.codecs().decoder();
  }

  private static String frame(AnimateRequest.Reference reference) {
    OptionalInt index = reference.index();
    return index.isPresent() ? "" + index.getAsInt() : "best";
  }
}
