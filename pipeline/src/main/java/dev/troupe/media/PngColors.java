package dev.troupe.media;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The colour profile of a PNG, from whichever of its chunks counts. */
final class PngColors {
  /** Profiles with large tables have half a megabyte. */
  private static final int MOST_PROFILE_BYTES = 4 << 20;

  private PngColors() {}

  /** An ICC profile; null for sRGB, which is also what a damaged one becomes. */
  static byte @Nullable [] profile(PngChunks chunks) {
    ByteBuffer icc = chunks.fact("iCCP");
    return icc == null ? null : unfold(icc);
  }

  /** Behind a name and a zero, and the number of the method, stands the compressed profile. */
  private static byte @Nullable [] unfold(ByteBuffer chunk) {
    int start = 0;
    while (start < chunk.limit() && chunk.get(start) != 0) {
      start++;
    }
    if (start + 2 >= chunk.limit()) {
      return null;
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(chunk.slice(start + 2, chunk.limit() - start - 2));
      byte[] profile = new byte[Math.min(MOST_PROFILE_BYTES, 1 << 16)];
      int length = 0;
      while (!inflater.finished()) {
        int count = inflater.inflate(profile, length, profile.length - length);
        length += count;
        if (length == profile.length && length < MOST_PROFILE_BYTES) {
          profile = Arrays.copyOf(profile, 2 * length);
        } else if (count == 0) {
          return null; // cut off, or longer than a profile is
        }
      }
      return Arrays.copyOf(profile, length);
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }
}
