package dev.troupe.media;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** The decoder paints what is missing grey and only warns. */
final class JpegWarnings implements IIOReadWarningListener {
  private String missing = "";
  private String damaged = "";

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    if (warning.contains("premature end") || warning.contains("Premature end")) {
      missing = warning;
    } else if (warning.contains("bad Huffman code") || warning.contains("instead of RST")) {
      damaged = warning;
    }
  }

  /**
   * Judges a decoded picture.
   *
   * @throws dev.troupe.problems.BadDataException if a part of it was made up
   */
  void check(MediaInput input) {
    if (!missing.isEmpty()) {
      throw Faults.cannotRead(input, "the image is cut off (%s)".formatted(missing));
    }
    if (!damaged.isEmpty()) {
      throw Faults.cannotRead(input, "the image is damaged (%s)".formatted(damaged));
    }
  }
}
