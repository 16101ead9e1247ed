package dev.troupe.jobs.quality;

import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import dev.troupe.media.Pictures;
import dev.troupe.media.Scaling;
import java.util.Optional;

/**
 * Small JPEG images of a video's first, middle and last frame; absent where they are not known.
 *
 * @param first of frame 0
 * @param middle of frame {@code frames / 2}
 * @param last of the last frame
 */
public record Previews(Optional<byte[]> first, Optional<byte[]> middle, Optional<byte[]> last) {
  /** No previews. */
  public static final Previews NONE =
      new Previews(Optional.empty(), Optional.empty(), Optional.empty());

  /** Pixels. */
  static final int LONGEST_SIDE = 160;

  private static final float JPEG_QUALITY = 0.8f;

  /**
   * Whether a frame is one of the three.
   *
   * @param index its number in the video, from 0
   * @param frames how many the video has
   * @return true for the first, the middle and the last
   */
  public static boolean shows(int index, int frames) {
    return index == 0 || index == frames / 2 || index == frames - 1;
  }

  /**
   * A preview of a frame.
   *
   * @param picture its pixels
   * @return a JPEG image, its longest side 160 pixels or the picture's own where that is shorter
   */
  public static byte[] of(Picture picture) {
    double shrink =
        Math.min(1, (double) LONGEST_SIDE / Math.max(picture.width(), picture.height()));
    FrameSize size = new FrameSize(side(picture.width(), shrink), side(picture.height(), shrink));
    return Images.encodeJpeg(Pictures.scale(picture, new Scaling(size, Fit.STRETCH)), JPEG_QUALITY);
  }

  private static int side(int pixels, double shrink) {
    return Math.max(1, (int) Math.round(pixels * shrink));
  }
}
