package dev.troupe.media;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The colour profile of a PNG, from whichever of its chunks counts. */
final class PngColors {
  /** Profiles with large tables have half a megabyte. */
  private static final int MOST_PROFILE_BYTES = 4 << 20;

  private static final double UNITS = 100_000;

  /** Written for sRGB's curve, which is near it. */
  private static final double USUAL_GAMMA = 1 / 2.2;

  private static final double USUAL_SPREAD = 0.01;
  private static final int LINEAR_CODE = 8;
  private static final Set<Integer> SRGB_LIKE_CODES = Set.of(1, 6, 13, 14, 15);

  /** White, red, green, blue. */
  private static final double[] SRGB = {0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06};

  /** BT.709, BT.2020 and Display P3. */
  private static final Map<Integer, double[]> SPACES =
      Map.of(
          1, SRGB,
          9, new double[] {0.3127, 0.329, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046},
          12, new double[] {0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06});

  private PngColors() {}

  /** An ICC profile; null for sRGB, which is also what a damaged one becomes. */
  static byte @Nullable [] profile(PngChunks chunks) {
    ByteBuffer codes = chunks.fact("cICP");
    ByteBuffer icc = chunks.fact("iCCP");
    try {
      if (codes != null && codes.limit() >= 4) {
        return ofCodes(codes.get(0), codes.get(1));
      }
      if (icc != null || chunks.fact("sRGB") != null) {
        return icc == null ? null : unfold(icc);
      }
      return ofGamma(chunks.fact("gAMA"), chunks.fact("cHRM"));
    } catch (IllegalArgumentException e) {
      return null; // primaries that are none
    }
  }

  /** Numbers of video standards; other curves than those near sRGB's are left as they are. */
  private static byte @Nullable [] ofCodes(int primaries, int curve) {
    boolean isLinear = curve == LINEAR_CODE;
    double[] space = SPACES.get(primaries);
    return space == null || !(isLinear || SRGB_LIKE_CODES.contains(curve))
        ? null
        : MatrixProfile.of(space, isLinear ? 1 : 0);
  }

  /** Where a chunk is missing or nonsense, sRGB's values count. */
  private static byte @Nullable [] ofGamma(
      @Nullable ByteBuffer gamma, @Nullable ByteBuffer primaries) {
    double encoding = gamma == null || gamma.limit() < 4 ? 0 : gamma.getInt(0) / UNITS;
    boolean isUsual = encoding <= 0 || Math.abs(encoding - USUAL_GAMMA) < USUAL_SPREAD;
    double[] space = SRGB;
    if (primaries != null && primaries.limit() >= 4 * SRGB.length) {
      space = new double[SRGB.length];
      Arrays.setAll(space, i -> primaries.getInt(4 * i) / UNITS);
    }
    return isUsual && space == SRGB ? null : MatrixProfile.of(space, isUsual ? 0 : 1 / encoding);
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
