package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.Rescaler.Pixels;
import dev.troupe.media.Rescaler.Plane;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Lays transparent frames on black before they are scaled, so that colours hidden under full
 * transparency never bleed into view.
 */
final class Flattener implements AutoCloseable {
  private static final int OPAQUE = 255;

  private final Placement placement;
  private final FrameSize size;
  private final Rescaler rescaler;
  private final Plane whole;
  private final Plane cropped;

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  Flattener(Pixels source, Placement placement) {
    this.placement = placement;
    size = source.size();
    rescaler = new Rescaler(source, Pixels.rgb(size, AV_PIX_FMT_BGRA), SWS_BICUBIC);
    whole = new Plane(size, 4);
    cropped = new Plane(placement.crop(), 4);
  }

  /** The part of a frame that is used, opaque BGRA; valid until the next call. */
  Plane run(AVFrame frame) {
    rescaler.run(frame.data(), frame.linesize(), whole);
    byte[] all = whole.toBytes();
    int width = placement.crop().width();
    int height = placement.crop().height();
    byte[] flat = new byte[width * height * 4];
    for (int y = 0; y < height; y++) {
      int from = ((placement.cropY() + y) * size.width() + placement.cropX()) * 4;
      blacken(all, from, flat, y * width * 4, width);
    }
    cropped.set(flat);
    return cropped;
  }

  private static void blacken(byte[] source, int from, byte[] target, int to, int count) {
    for (int i = 0; i < count * 4; i += 4) {
      int alpha = source[from + i + 3] & 0xFF;
      for (int channel = 0; channel < 3; channel++) {
        int value = source[from + i + channel] & 0xFF;
        target[to + i + channel] = (byte) ((value * alpha + OPAQUE / 2) / OPAQUE);
      }
      target[to + i + 3] = (byte) OPAQUE;
    }
  }

  @Override
  public void close() {
    rescaler.close();
    whole.close();
    cropped.close();
  }
}
