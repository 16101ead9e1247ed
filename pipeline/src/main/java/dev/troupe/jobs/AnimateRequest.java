package dev.troupe.jobs;

import dev.troupe.media.Deinterlacing;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.TransferMode;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What {@code troupe animate} was asked for.
 *
 * @param inputs what goes in
 * @param motion how the driving motion is used
 * @param outputs what comes out
 */
public record AnimateRequest(Inputs inputs, Motion motion, Outputs outputs) {

  /**
   * What goes in.
   *
   * @param source the source image's URI or path
   * @param driving the driving clip's URI or path
   * @param model where tasks find the model package
   * @param pictures how both are brought to the network's size
   */
  public record Inputs(String source, String driving, ModelLocation model, Pictures pictures) {}

  /**
   * How pictures are brought to the network's size.
   *
   * @param fit crop, pad or stretch
   * @param backgroundRgb the colour behind a source image's transparent pixels, 0xRRGGBB
   * @param imageRate frames per second of a folder of images
   * @param allowTruncated whether a truncated or damaged clip is used up to its last good frame
   * @param deinterlacing what is done with a clip's interlaced frames
   */
  public record Pictures(
      Fit fit,
      int backgroundRgb,
      Rational imageRate,
      boolean allowTruncated,
      Deinterlacing deinterlacing)
      implements Serializable {

    /**
     * The same with interlaced frames deinterlaced.
     *
     * @param fit crop, pad or stretch
     * @param backgroundRgb the colour behind a source image's transparent pixels, 0xRRGGBB
     * @param imageRate frames per second of a folder of images
     * @param allowTruncated whether a truncated or damaged clip is used up to its last good frame
     */
    public Pictures(Fit fit, int backgroundRgb, Rational imageRate, boolean allowTruncated) {
      this(fit, backgroundRgb, imageRate, allowTruncated, Deinterlacing.AUTO);
    }

    /** As it stands in items' keys, which stay what they were for what most items do. */
    @Override
    public String toString() {
      String usual =
          "Pictures[fit=%s, backgroundRgb=%d, imageRate=%s, allowTruncated=%s]"
              .formatted(fit, backgroundRgb, imageRate, allowTruncated);
      return deinterlacing == Deinterlacing.AUTO ? usual : usual + " deinterlacing off";
    }
  }

  /**
   * How the driving motion is used.
   *
   * @param transfer relative to the reference frame, or absolute
   * @param adaptScale whether movement is scaled to the source's size (relative only)
   * @param reference which driving frame stands for the source's pose; empty for the first used
   * @param start seconds after the clip's first frame
   * @param end seconds after the clip's first frame; empty for its end
   */
  public record Motion(
      TransferMode transfer,
      boolean adaptScale,
      Optional<Reference> reference,
      Rational start,
      Optional<Rational> end)
      implements Serializable {

    /** Optionals do not travel to tasks; this form of the record does. */
    private Object writeReplace() {
      return new Travelling(
          transfer,
          adaptScale,
          reference.map(frame -> frame.index().orElse(Travelling.BEST)).orElse(Travelling.FIRST),
          start,
          end.orElse(null));
    }

    private record Travelling(
        TransferMode transfer,
        boolean adaptScale,
        int reference,
        Rational start,
        @Nullable Rational end)
        implements Serializable {
      private static final int BEST = -1;
      private static final int FIRST = -2;

      private Object readResolve() {
        Optional<Reference> frame =
            switch (reference) {
              case FIRST -> Optional.empty();
              case BEST -> Optional.of(Reference.BEST);
              default -> Optional.of(Reference.frame(reference));
            };
        return new Motion(transfer, adaptScale, frame, start, Optional.ofNullable(end));
      }
    }
  }

  /**
   * The driving frame that stands for the source's pose.
   *
   * @param index a frame of the clip, from 0; empty for the best
   */
  public record Reference(OptionalInt index) {
    /** The frame whose normalised keypoints are nearest to the source's. */
    public static final Reference BEST = new Reference(OptionalInt.empty());

    /**
     * A frame by number.
     *
     * @param index from 0
     * @return the choice
     */
    public static Reference frame(int index) {
      return new Reference(OptionalInt.of(index));
    }
  }

  /**
   * What comes out.
   *
   * @param video the finished video's URI or path
   * @param extras what else is wanted
   * @param resize the finished video's size; empty for the network's
   * @param sound whether the driving clip's sound is kept
   * @param overwrite whether existing outputs may be replaced
   */
  public record Outputs(
      String video, Extras extras, Optional<FrameSize> resize, boolean sound, boolean overwrite) {}

  /**
   * Outputs beside the video.
   *
   * @param compare whether source, driving and result are shown side by side in a second video
   * @param visualize whether keypoints, warps, masks and occlusion are drawn in another video
   * @param frames a folder for one lossless PNG per frame
   */
  public record Extras(boolean compare, boolean visualize, Optional<String> frames) {}
}
