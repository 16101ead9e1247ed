package dev.troupe.media;

/** Which encoders the FFmpeg build at hand offers. */
@SuppressWarnings("DoNotCallSuggester") // until implemented
public final class Encoders {
  private Encoders() {}

  /**
   * The H.264 encoder in use: libx264 in a GPL build of FFmpeg, else libopenh264.
   *
   * @return FFmpeg's name of it
   * @throws IllegalStateException if the build has neither
   */
  public static String h264() {
    throw new UnsupportedOperationException();
  }
}
