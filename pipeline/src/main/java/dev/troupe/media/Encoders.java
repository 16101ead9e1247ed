package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;

import java.util.List;

/** Which encoders the FFmpeg build at hand offers. */
public final class Encoders {
  static final String X264 = "libx264";
  static final String OPENH264 = "libopenh264";
  static final String NVENC = "h264_nvenc";

  private Encoders() {}

  /**
   * The H.264 encoder in use: libx264 in a GPL build of FFmpeg, else libopenh264.
   *
   * @return FFmpeg's name of it
   * @throws IllegalStateException if the build has neither
   */
  public static String h264() {
    Ffmpeg.load();
    return List.of(X264, OPENH264).stream()
        .filter(name -> avcodec_find_encoder_by_name(name) != null)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("this build of FFmpeg cannot encode H.264"));
  }
}
