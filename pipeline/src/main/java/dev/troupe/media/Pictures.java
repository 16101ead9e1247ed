package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_LANCZOS;

import dev.troupe.media.Rescaler.Pixels;
import dev.troupe.media.Rescaler.Plane;
import java.util.ArrayList;
import java.util.List;

/** Scaling and arranging of uncompressed pictures. */
public final class Pictures {
  private Pictures() {}

  /**
   * Brings a picture to a size.
   *
   * @param picture any
   * @param scaling the size, and how the shape is brought to it
   * @return the very same picture if it has that size already
   */
  public static Picture scale(Picture picture, Scaling scaling) {
    return picture.size().equals(scaling.size()) ? picture : scale(picture, scaling, SWS_BICUBIC);
  }

  /**
   * Puts pictures side by side, the first at the left, each scaled to the first one's height with
   * its shape kept.
   *
   * @param pictures at least one
   * @return one picture as wide as all together
   */
  public static Picture besides(List<Picture> pictures) {
    int height = pictures.get(0).height();
    List<Picture> scaled = new ArrayList<>();
    int width = 0;
    for (Picture picture : pictures) {
      long sameShape =
          Math.max(1, Math.round((double) picture.width() * height / picture.height()));
      FrameSize size = new FrameSize(Math.toIntExact(sameShape), height);
      scaled.add(scale(picture, new Scaling(size, Fit.STRETCH)));
      width += size.width();
    }
    FrameSize whole = new FrameSize(width, height);
    byte[] bgr = new byte[whole.width() * whole.height() * 3];
    int left = 0;
    for (Picture picture : scaled) {
      Orientation.UPRIGHT.copy(picture.bgr(), picture.size(), bgr, width, left, 0);
      left += picture.width();
    }
    return new Picture(width, height, bgr);
  }

  /**
   * Scales with Lanczos to the largest size of the same shape that fits, centred on black.
   *
   * @param size of the result
   * @param picture any
   * @return a picture of exactly that size
   */
  public static Picture padTo(FrameSize size, Picture picture) {
    return picture.size().equals(size)
        ? picture
        : scale(picture, new Scaling(size, Fit.PAD), SWS_LANCZOS);
  }

  private static Picture scale(Picture picture, Scaling scaling, int filter) {
    FrameSize target = scaling.size();
    Placement placement =
        Placement.of(picture.size(), picture.size(), Orientation.UPRIGHT, scaling);
    try (Plane source = new Plane(placement.crop(), 3);
        Plane result = new Plane(placement.scaled(), 3);
        Rescaler rescaler =
            new Rescaler(
                Pixels.rgb(placement.crop(), AV_PIX_FMT_BGR24),
                Pixels.rgb(placement.scaled(), AV_PIX_FMT_BGR24),
                filter)) {
      source.set(cropped(picture, placement));
      rescaler.run(source.pointers, source.rows, result);
      byte[] bgr = new byte[target.width() * target.height() * 3];
      Orientation.UPRIGHT.copy(
          result.toBytes(),
          placement.scaled(),
          bgr,
          target.width(),
          placement.left(),
          placement.top());
      return new Picture(target.width(), target.height(), bgr);
    }
  }

  private static byte[] cropped(Picture picture, Placement placement) {
    FrameSize crop = placement.crop();
    if (crop.equals(picture.size())) {
      return picture.bgr();
    }
    byte[] part = new byte[crop.width() * crop.height() * 3];
    for (int y = 0; y < crop.height(); y++) {
      int from = ((placement.cropY() + y) * picture.width() + placement.cropX()) * 3;
      System.arraycopy(picture.bgr(), from, part, y * crop.width() * 3, crop.width() * 3);
    }
    return part;
  }
}
