package dev.troupe.media;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** A still image whose header was read: what decoding it takes, then its pixels. */
interface StoredImage extends AutoCloseable {
  /** The stored size, within limits. */
  FrameSize size();

  /** How the stored pixels are turned. */
  Orientation orientation();

  /** Bytes per pixel while it is decoded. */
  int bytesPerPixel();

  /**
   * Decodes the pixels as stored, in whatever colour space they say.
   *
   * @param step 1 for all pixels, 2 for every second one of every second row
   * @throws IOException or any runtime exception, if it is damaged
   */
  BufferedImage decode(int step) throws IOException;

  @Override
  void close();
}
