package dev.troupe.media;

import java.io.Serializable;

/**
 * The size of a picture.
 *
 * @param width in pixels, 1 to 16384
 * @param height in pixels, 1 to 16384
 */
public record FrameSize(int width, int height) implements Serializable {
  /** The longest side that is accepted, in pixels. */
  public static final int LONGEST_SIDE = 16384;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if a side is out of range
   */
  public FrameSize {
    if (width < 1 || height < 1 || width > LONGEST_SIDE || height > LONGEST_SIDE) {
      throw new IllegalArgumentException(
          "a frame's sides must be 1 to %d pixels, found %dx%d"
              .formatted(LONGEST_SIDE, width, height));
    }
  }

  /**
   * Reads "256" (a square) or "1920x1080".
   *
   * @param text one number, or two with an x between
   * @return the size
   * @throws IllegalArgumentException if it is neither
   */
  public static FrameSize parse(String text) {
    String[] sides = text.strip().split("x", -1);
    try {
      int width = Integer.parseInt(sides[0]);
      if (sides.length <= 2) {
        return new FrameSize(width, sides.length == 1 ? width : Integer.parseInt(sides[1]));
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not a size; expected WIDTHxHEIGHT such as 1920x1080");
  }

  /** Width and height changed places. */
  FrameSize transposed() {
    int newWidth = height;
    int newHeight = width;
    return new FrameSize(newWidth, newHeight);
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
