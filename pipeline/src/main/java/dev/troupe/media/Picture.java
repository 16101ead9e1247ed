package dev.troupe.media;

/**
 * Uncompressed pixels, as in Spark's image schema: rows from the top, three bytes per pixel in the
 * order blue, green, red, no padding between rows.
 *
 * @param width in pixels
 * @param height in pixels
 * @param bgr {@code width * height * 3} bytes; not copied, so whoever made the picture must not
 *     write to it any more
 */
@SuppressWarnings("ArrayRecordComponent") // pixels are never compared by value outside tests
public record Picture(int width, int height, byte[] bgr) {
  /**
   * Checks that the bytes are as many as the size says.
   *
   * @throws IllegalArgumentException if they are not
   */
  public Picture {
    new FrameSize(width, height);
    if (bgr.length != Math.multiplyExact(Math.multiplyExact(width, height), 3)) {
      throw new IllegalArgumentException(
          "a %dx%d picture has %d bytes, found %d"
              .formatted(width, height, width * height * 3, bgr.length));
    }
  }

  /**
   * The picture's size.
   *
   * @return width and height
   */
  public FrameSize size() {
    return new FrameSize(width, height);
  }
}
