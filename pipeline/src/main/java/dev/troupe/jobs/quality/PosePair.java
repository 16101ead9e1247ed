package dev.troupe.jobs.quality;

import dev.troupe.motion.Keypoints;
import dev.troupe.motion.PoseDistance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How well a character's pose goes with a clip's reference frame.
 *
 * @param reference the reference frame's number in the clip
 * @param distance its {@link PoseDistance} to the source; infinite where a pose has no size
 * @param best the number of the frame that is nearest to the source, the first among equals
 * @param bestDistance that frame's distance
 */
public record PosePair(int reference, double distance, int best, double bestDistance) {
  /** A mean distance of a fifth of the figure's size for each of ten keypoints. */
  static final double FAR = 0.4;

  /** Another frame is suggested only where it is nearer by this much. */
  static final double WORTHWHILE = 0.75;

  /**
   * Compares all frames with the source.
   *
   * @param source the source image's keypoints
   * @param frames the frames used, in order
   * @param reference which of them is the reference: its number in the clip
   * @return the comparison
   * @throws IllegalArgumentException if the reference is not among the frames
   */
  public static PosePair of(Keypoints source, List<ClipFrame> frames, int reference) {
    double distance = Double.NaN;
    int best = reference;
    double least = Double.POSITIVE_INFINITY;
    for (ClipFrame frame : frames) {
      double each = PoseDistance.of(source, frame.keypoints());
      if (frame.index() == reference) {
        distance = each;
      }
      if (each < least) {
        least = each;
        best = frame.index();
      }
    }
    if (Double.isNaN(distance)) {
      throw new IllegalArgumentException(
          "Cannot compare poses: frame %d is not among the frames used".formatted(reference));
    }
    return new PosePair(reference, distance, best, Math.min(least, distance));
  }

  /**
   * What to say about it.
   *
   * @return a warning where the reference frame is far from the source
   */
  public Optional<Warning> warning() {
    if (distance <= FAR) {
      return Optional.empty();
    }
    String advice =
        bestDistance < WORTHWHILE * distance
            ? String.format(
                Locale.ROOT,
                "; frame %d is nearer (%.2f): --reference-frame %d",
                best,
                bestDistance,
                best)
            : "; take another clip or picture, as no other frame is much nearer";
    return Optional.of(
        new Warning(
            Warning.Kind.POSE,
            String.format(
                Locale.ROOT,
                "Reference frame %d is far from the source's pose (%.2f)%s.",
                reference,
                distance,
                advice)));
  }
}
