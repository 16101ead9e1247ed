package dev.troupe.evaluation;

import dev.troupe.motion.TransferMode;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code troupe evaluate} is asked for.
 *
 * @param mode what is generated
 * @param data a folder in the published layout, or of videos; a URI or path
 * @param pairs a CSV of pairs, or empty for the data's own {@code pairs.csv}; animation only
 * @param contenders at least one, with different names
 * @param output an empty or new folder
 * @param options everything else
 */
public record EvaluationRequest(
    Mode mode,
    String data,
    String pairs,
    List<Contender> contenders,
    String output,
    Options options)
    implements Serializable {

  /** What is generated. */
  public enum Mode {
    /** Each video from its own first frame. */
    RECONSTRUCTION,
    /** Pairs: one source in another one's performance. */
    ANIMATION
  }

  /**
   * The finer points.
   *
   * @param transfer how motion is used in animation; reconstruction is absolute
   * @param adaptScale whether relative motion is scaled to the source
   * @param mostVideos so many videos or pairs, from the first in order of name; 0 for all
   * @param mostFrames so many frames of each; 0 for all
   * @param every of those, every so manyth is measured
   * @param landmarkNetwork a TorchScript file or empty
   * @param identityNetwork a TorchScript file or empty
   * @param png whether every generated frame is kept
   * @param worst how many of the worst videos are shown
   * @param seed of the confidence intervals
   */
  public record Options(
      TransferMode transfer,
      boolean adaptScale,
      int mostVideos,
      int mostFrames,
      int every,
      String landmarkNetwork,
      String identityNetwork,
      boolean png,
      int worst,
      long seed)
      implements Serializable {
    /** Relative motion, every frame of every video, five worst cases. */
    public static final Options DEFAULT =
        new Options(TransferMode.RELATIVE, false, 0, 0, 1, "", "", false, 5, 1);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is negative, or every is not positive
     */
    public Options {
      if (mostVideos < 0 || mostFrames < 0 || worst < 0) {
        throw new IllegalArgumentException(
            "numbers of videos, frames and worst cases must not be negative, found %d, %d and %d"
                .formatted(mostVideos, mostFrames, worst));
      }
      if (every < 1) {
        throw new IllegalArgumentException("every must be at least 1, found %d".formatted(every));
      }
    }
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is no contender or two have one name
   */
  public EvaluationRequest {
    contenders = List.copyOf(contenders);
    Set<String> names = new HashSet<>();
    for (Contender contender : contenders) {
      if (!names.add(contender.name())) {
        throw new IllegalArgumentException("two models are named \"" + contender.name() + "\"");
      }
    }
    if (contenders.isEmpty()) {
      throw new IllegalArgumentException("an evaluation needs a model or --baseline copy");
    }
  }
}
