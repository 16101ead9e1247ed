package dev.troupe.jobs.quality;

import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.motion.Keypoints;
import java.util.Optional;

/** Says where bringing a picture to the network's shape may have cut a face away. */
public final class Cropping {
  private Cropping() {}

  /**
   * What helps where keypoints lie at the edge of a clip's frames.
   *
   * @param clip its name
   * @param own its size
   * @param network the network's frame size
   * @param fit how one is brought to the other
   * @return the end of a sentence
   */
  public static String remedy(String clip, FrameSize own, FrameSize network, Fit fit) {
    double shape = (double) own.width() * network.height() / own.height() / network.width();
    if (fit != Fit.CROP || shape == 1) {
      return "take a clip with more room around the face than " + clip;
    }
    boolean isWide = shape > 1;
    long lost = Math.round(100 * (1 - (isWide ? 1 / shape : shape)));
    return "--fit crop cuts %d%% of the %s of %s (%s) away: give --fit pad, or a clip with the face in its middle"
        .formatted(lost, isWide ? "width" : "height", clip, own);
  }

  /**
   * The warning about a character's picture.
   *
   * @param source its name
   * @param keypoints found in it, after it was brought to the network's shape
   * @param fit how it was
   * @return empty where no keypoint lies at the edge
   */
  public static Optional<Warning> ofSource(String source, Keypoints keypoints, Fit fit) {
    if (FrameSample.edge(keypoints) >= Preflight.NEAR_EDGE) {
      return Optional.empty();
    }
    String remedy = fit == Fit.CROP ? "give --fit pad, or " : "give ";
    return Optional.of(
        new Warning(
            Warning.Kind.EDGE,
            "%s has a keypoint at the picture's edge%s; %sa picture with more room around the face."
                .formatted(source, fit == Fit.CROP ? ", where --fit crop cuts" : "", remedy)));
  }
}
