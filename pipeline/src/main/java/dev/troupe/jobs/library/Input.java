package dev.troupe.jobs.library;

import dev.troupe.media.Deinterlacing;
import dev.troupe.media.Rational;
import java.io.Serializable;

/**
 * A file that items are made from.
 *
 * @param uri its URI or path
 * @param kind what it is used as
 * @param imageRate frames per second where it is a folder of images; zero for a source image
 * @param deinterlacing what is done with a clip's interlaced frames
 */
public record Input(String uri, Kind kind, Rational imageRate, Deinterlacing deinterlacing)
    implements Serializable {

  /** What an input is used as. */
  public enum Kind {
    /** A character's picture. */
    SOURCE,
    /** A performance. */
    CLIP
  }

  /**
   * A source image.
   *
   * @param uri its URI or path
   * @return the input
   */
  public static Input source(String uri) {
    return new Input(uri, Kind.SOURCE, Rational.ZERO, Deinterlacing.AUTO);
  }

  /**
   * A driving clip.
   *
   * @param uri its URI or path
   * @param imageRate frames per second if it is a folder of images
   * @param deinterlacing what is done with interlaced frames
   * @return the input
   */
  public static Input clip(String uri, Rational imageRate, Deinterlacing deinterlacing) {
    return new Input(uri, Kind.CLIP, imageRate, deinterlacing);
  }
}
