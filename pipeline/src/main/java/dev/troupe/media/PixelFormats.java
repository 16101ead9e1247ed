package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.swscale.sws_isSupportedInput;

import org.bytedeco.javacpp.BytePointer;

/** Names of pixel formats. */
final class PixelFormats {
  private PixelFormats() {}

  /**
   * Checks that frames can be converted.
   *
   * @throws dev.troupe.problems.BadDataException if FFmpeg's scaler cannot read the format
   */
  static void check(MediaInput input, int format) {
    if (sws_isSupportedInput(format) == 0) {
      throw Faults.cannotRead(
          input,
          "its pixels cannot be converted from their format, "
              + (name(format).isEmpty() ? format : name(format)));
    }
  }

  /** FFmpeg's name of a pixel format, empty for an unknown one. */
  static String name(int format) {
    BytePointer name = av_get_pix_fmt_name(format);
    return name == null ? "" : name.getString();
  }
}
