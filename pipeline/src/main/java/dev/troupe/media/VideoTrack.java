package dev.troupe.media;

import java.io.Serializable;
import java.util.Optional;

/**
 * How a task finds a clip's frames again without looking through the file.
 *
 * @param stream the stream's number in the file
 * @param exact whether frames are told by their time and ranges reached by seeking; if not, frames
 *     are counted from the file's beginning
 * @param codec FFmpeg's name of the codec, which must still be the same when the file is reopened
 * @param orientation how stored frames are turned
 * @param traits what else was found
 */
record VideoTrack(int stream, boolean exact, String codec, Orientation orientation, Traits traits)
    implements Serializable {

  /**
   * What only decoding every frame can tell.
   *
   * @param isBroken whether frames are damaged or missing; then every range is decoded from the
   *     file's beginning, so that what damage does to later frames is always the same
   * @param isInterlaced whether frames consist of two fields
   */
  record Traits(boolean isBroken, boolean isInterlaced) implements Serializable {
    private static final String BROKEN = "broken";
    private static final String INTERLACED = "interlaced";

    /** As a word, or two. */
    String text() {
      return (isBroken ? BROKEN : "") + (isInterlaced ? INTERLACED : "");
    }

    /** From that; empty for what has to be found out again. */
    static Optional<Traits> parse(String text) {
      return switch (text) {
        case "" -> Optional.of(new Traits(false, false));
        case INTERLACED -> Optional.of(new Traits(false, true));
        default -> Optional.empty();
      };
    }
  }
}
