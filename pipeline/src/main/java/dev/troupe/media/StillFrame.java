package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;

import dev.troupe.media.Rescaler.Pixels;
import dev.troupe.media.Rescaler.Plane;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The first frame of a file that FFmpeg reads, as a still image. */
final class StillFrame {
  private StillFrame() {}

  /**
   * Decodes one frame, as stored, onto a background.
   *
   * @param backgroundRgb 0xRRGGBB
   * @throws dev.troupe.problems.BadDataException if there is none
   */
  static Picture read(MediaInput input, int backgroundRgb) {
    try (MediaFile file = ClipProbe.open(input);
        FrameFeed feed = new FrameFeed(file, ClipProbe.stream(file), VideoDecoder.Care.JUDGING)) {
      if (feed.next() != FrameFeed.Found.FRAME) {
        throw Faults.cannotRead(input, "the image is damaged or cut off");
      }
      return flatten(input, feed.frame(), backgroundRgb);
    }
  }

  private static Picture flatten(MediaInput input, AVFrame frame, int backgroundRgb) {
    FrameSize size = VideoSize.check(input, frame.width(), frame.height());
    byte[] bgr = new byte[size.width() * size.height() * 3];
    try (Rescaler rescaler =
            new Rescaler(
                FramePainter.pixelsOf(frame), Pixels.rgb(size, AV_PIX_FMT_BGRA), SWS_BICUBIC);
        Plane plane = new Plane(size, 4)) {
      rescaler.run(frame.data(), frame.linesize(), plane);
      // BGRA bytes are ARGB numbers, the lowest byte first
      var pixels = ByteBuffer.wrap(plane.toBytes()).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
      int[] row = new int[size.width()];
      for (int y = 0; y < size.height(); y++) {
        pixels.get(row);
        BufferedPictures.flatten(row, backgroundRgb, bgr, y * size.width() * 3);
      }
    }
    return new Picture(size.width(), size.height(), bgr);
  }
}
