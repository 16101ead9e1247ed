package dev.troupe.jobs.manifest;

import dev.troupe.jobs.AnimateRequest;
import dev.troupe.media.FrameSize;
import dev.troupe.model.ModelLocation;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an item is made: the options of {@code troupe animate}, from its line of the manifest or from
 * the command line.
 *
 * @param model where tasks find the model package
 * @param pictures how source and clip are brought to the network's size
 * @param motion how the driving motion is used
 * @param compare whether OUTPUT-compare.mp4 is wanted
 * @param visualize whether OUTPUT-visualize.mp4 is wanted
 * @param frames whether a PNG of each frame is wanted, in the folder OUTPUT-frames
 * @param resize the finished video's size; empty for the network's
 * @param sound whether the driving clip's sound is kept
 */
public record ItemOptions(
    ModelLocation model,
    AnimateRequest.Pictures pictures,
    AnimateRequest.Motion motion,
    boolean compare,
    boolean visualize,
    boolean frames,
    Optional<FrameSize> resize,
    boolean sound)
    implements Serializable {

  /** Optionals do not travel to tasks; this form of the record does. */
  private Object writeReplace() {
    return new Travelling(
        model, pictures, motion, compare, visualize, frames, resize.orElse(null), sound);
  }

  private record Travelling(
      ModelLocation model,
      AnimateRequest.Pictures pictures,
      AnimateRequest.Motion motion,
      boolean compare,
      boolean visualize,
      boolean frames,
      @Nullable FrameSize resize,
      boolean sound)
      implements Serializable {
    private Object readResolve() {
      return new ItemOptions(
          model, pictures, motion, compare, visualize, frames, Optional.ofNullable(resize), sound);
    }
  }
}
