package dev.troupe.inference;

import ai.djl.translate.TranslateException;
import dev.troupe.motion.Keypoints;
import java.util.List;

/**
 * What networks do wrong, in words: models come from anywhere. The work that asked adds which files
 * it was about.
 */
final class Faults {
  private Faults() {}

  /** A network that raised an error. */
  static IllegalStateException raised(String network, TranslateException failure) {
    String words = String.valueOf(failure.getMessage()).strip();
    String line = words.lines().reduce((first, last) -> last).orElse("no further word");
    return new IllegalStateException(
        "the model's %s failed: %s".formatted(network, line.strip()), failure);
  }

  /**
   * Checks what a detector found.
   *
   * @throws IllegalStateException if any of it is no number
   */
  static void checkFinite(List<Keypoints> found) {
    for (Keypoints keypoints : found) {
      checkFinite("keypoint detector", keypoints.values());
      checkFinite("keypoint detector", keypoints.jacobians());
    }
  }

  /**
   * Checks what a network gave.
   *
   * @throws IllegalStateException if any of it is no number
   */
  static void checkFinite(String network, float... values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalStateException(
            "the model's %s gave %s; expected numbers".formatted(network, value));
      }
    }
  }
}
