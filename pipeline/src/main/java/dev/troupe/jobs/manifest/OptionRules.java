package dev.troupe.jobs.manifest;

import dev.troupe.jobs.AnimateRequest;
import dev.troupe.motion.TransferMode;
import java.util.ArrayList;
import java.util.List;

/** Which of {@code animate}'s options do not go together. */
public final class OptionRules {
  private OptionRules() {}

  /**
   * What is wrong with options that are right one by one.
   *
   * @param pictures how pictures are used
   * @param motion how motion is used
   * @param dashes what stands before an option's name: "--" on a command line, nothing in a
   *     manifest
   * @return one sentence each, beginning with an option's name and without a full stop
   */
  public static List<String> mistakes(
      AnimateRequest.Pictures pictures, AnimateRequest.Motion motion, String dashes) {
    List<String> mistakes = new ArrayList<>();
    if (motion.transfer() == TransferMode.ABSOLUTE && motion.adaptScale()) {
      mistakes.add("%1$sadapt-scale needs %1$stransfer relative".formatted(dashes));
    }
    if (motion.transfer() == TransferMode.ABSOLUTE && motion.reference().isPresent()) {
      mistakes.add("%1$sreference-frame needs %1$stransfer relative".formatted(dashes));
    }
    if (motion.end().isPresent() && motion.end().get().compareTo(motion.start()) <= 0) {
      mistakes.add("%1$send must be later than %1$sstart".formatted(dashes));
    }
    if (pictures.imageRate().numerator() <= 0) {
      mistakes.add("%sframe-rate must be above zero".formatted(dashes));
    }
    return mistakes;
  }
}
