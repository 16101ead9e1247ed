package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import org.bytedeco.javacpp.BytePointer;

/** Names of pixel formats. */
final class PixelFormats {
  private PixelFormats() {}

  /** FFmpeg's name of a pixel format, empty for an unknown one. */
  static String name(int format) {
    BytePointer name = av_get_pix_fmt_name(format);
    return name == null ? "" : name.getString();
  }
}
