package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import dev.troupe.machine.NativeLibraries;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** FFmpeg's conventions in Java's: return codes, fractions. Loading it silences FFmpeg's log. */
final class Ffmpeg {
  private static final int TEXT_BYTES = 128;

  static {
    NativeLibraries.prepare();
    av_log_set_level(AV_LOG_QUIET);
  }

  private Ffmpeg() {}

  /** Makes sure that FFmpeg is loaded and silent; every class that opens a context calls it. */
  static void load() {}

  /** FFmpeg's words for a negative return code. */
  static String text(int code) {
    byte[] text = new byte[TEXT_BYTES];
    av_strerror(code, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, java.nio.charset.StandardCharsets.UTF_8);
  }

  /**
   * For calls that fail only when this program or the machine is at fault.
   *
   * @throws IllegalStateException if the code is negative
   */
  static int check(int code, String what) {
    if (code < 0) {
      throw new IllegalStateException("FFmpeg cannot %s: %s".formatted(what, text(code)));
    }
    return code;
  }

  /** For allocations. */
  static <P extends org.bytedeco.javacpp.Pointer> P allocated(
      @org.jspecify.annotations.Nullable P pointer, String what) {
    if (pointer == null || pointer.isNull()) {
      throw new IllegalStateException("FFmpeg cannot allocate " + what);
    }
    return pointer;
  }

  static AVRational rational(Rational value) {
    AVRational result = new AVRational();
    result.num(Math.toIntExact(value.numerator()));
    result.den(Math.toIntExact(value.denominator()));
    return result;
  }

  /** A fraction, or zero where FFmpeg leaves it undefined. */
  static Rational rational(AVRational value) {
    return value.den() == 0 ? Rational.ZERO : new Rational(value.num(), value.den());
  }
}
