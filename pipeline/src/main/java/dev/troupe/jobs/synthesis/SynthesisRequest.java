package dev.troupe.jobs.synthesis;

import dev.troupe.media.Encoding;
import dev.troupe.synthesis.SyntheticSet;
import java.io.Serializable;

/**
 * What {@code troupe synthesize} is asked for.
 *
 * @param set what is drawn
 * @param output the folder, a URI or path
 * @param format how frames are kept
 * @param quality of the videos, 1 (best) to 51; ignored for pictures
 * @param pairs how many cross pairs of the test split, 0 to 100,000
 */
public record SynthesisRequest(
    SyntheticSet set, String output, FrameFormat format, int quality, int pairs)
    implements Serializable {
  /** Close to the drawing: single pixels of an eye survive. */
  public static final int QUALITY = 8;

  /** In one set. */
  public static final int MOST_PAIRS = 100_000;

  /** In one set. */
  public static final int MOST_CLIPS = 1_000_000;

  /** How frames are kept. */
  public enum FrameFormat {
    /** H.264 with sound, one file per clip. */
    MP4,
    /** A folder of lossless PNG files per clip, and its sound as a WAV file. */
    PNG
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public SynthesisRequest {
    new Encoding(set.size(), set.frameRate().inverse(), set.frameRate(), quality);
    if (set.clipCount() > MOST_CLIPS) {
      throw new IllegalArgumentException(
          "a set has at most %d clips, found %d".formatted(MOST_CLIPS, set.clipCount()));
    }
    if (pairs < 0 || pairs > MOST_PAIRS) {
      throw new IllegalArgumentException(
          "a set has 0 to %d cross pairs, found %d".formatted(MOST_PAIRS, pairs));
    }
  }
}
