package dev.troupe.jobs;

import dev.troupe.inference.Appearance;
import dev.troupe.inference.Compute;
import dev.troupe.media.Clip;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelLocation;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that render tasks share, computed once and broadcast.
 *
 * @param model where the model package is
 * @param compute device and batch
 * @param character the source
 * @param driving the clip whose motion it performs
 * @param products what is made of each frame
 */
public record RenderPlan(
    ModelLocation model, Compute compute, Source character, Driving driving, Products products)
    implements Serializable {
  /**
   * Frames in a segment, a multiple of every batch size in use: few enough that a clip of seconds
   * uses every core, many enough that key frames stay rare.
   */
  public static final int SEGMENT_FRAMES = 16;

  /**
   * The source image.
   *
   * @param pixels its pixels at the network's size, BGR
   * @param size the network's frame size
   * @param appearance its encoding
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Source(byte[] pixels, FrameSize size, Appearance appearance)
      implements Serializable {
    /**
     * Its pixels.
     *
     * @return a picture of the network's frame size
     */
    public Picture picture() {
      return new Picture(size.width(), size.height(), pixels);
    }
  }

  /**
   * The driving clip.
   *
   * @param clip the probed clip
   * @param firstFrame the clip's frame that becomes the output's first
   * @param fit how its frames are brought to the network's size
   */
  public record Driving(Clip clip, int firstFrame, Fit fit) implements Serializable {}

  /**
   * What is made of each frame.
   *
   * @param work where segments and pictures are committed
   * @param resizeTo the size of the finished video, or null for the network's
   * @param compare whether a side-by-side video is wanted
   * @param visualize whether the networks' insides are drawn
   * @param pictures whether each frame is kept as a PNG
   */
  public record Products(
      WorkFolder work,
      @Nullable FrameSize resizeTo,
      boolean compare,
      boolean visualize,
      boolean pictures)
      implements Serializable {

    /**
     * The finished video's size, where it is not the network's.
     *
     * @return empty for the network's
     */
    public Optional<FrameSize> resize() {
      return Optional.ofNullable(resizeTo);
    }
  }

  /** A series of segments that is joined to one video. */
  public enum Series {
    /** The finished video. */
    RESULT,
    /** Source, driving frame and result side by side. */
    COMPARE,
    /** The networks' insides. */
    VISUALIZE;

    /**
     * The name of its folder among the work files.
     *
     * @return a word
     */
    public String folder() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
