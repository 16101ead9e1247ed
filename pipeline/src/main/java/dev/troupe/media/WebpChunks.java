package dev.troupe.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What a WebP file's chunks say. */
final class WebpChunks {
  private static final int HEAD_BYTES = 8;
  private static final int FIRST = 12;

  private final ByteBuffer file;
  private Orientation orientation = Orientation.UPRIGHT;
  private boolean isLossless;

  WebpChunks(byte[] bytes) {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long at = FIRST;
    while (at + HEAD_BYTES <= bytes.length) {
      String type = new String(bytes, (int) at, 4, StandardCharsets.ISO_8859_1);
      long length = Integer.toUnsignedLong(file.getInt((int) at + 4));
      long until = Math.min(bytes.length, at + HEAD_BYTES + length);
      if (type.equals("VP8L")) {
        isLossless = true;
      } else if (type.equals("EXIF")) {
        orientation = Exif.orientation(exif((int) at + HEAD_BYTES, (int) until));
      }
      at += HEAD_BYTES + length + length % 2;
    }
  }

  Orientation orientation() {
    return orientation;
  }

  /** Whether the picture itself, and not only its transparency, is in the lossless format. */
  boolean isLossless() {
    return isLossless;
  }

  /** Whether the file states to be longer than it is, by more than a byte of padding. */
  boolean isCut() {
    return Integer.toUnsignedLong(file.getInt(4)) + HEAD_BYTES > file.limit() + 1L;
  }

  /** Some writers put JPEG's mark before the block. */
  private ByteBuffer exif(int from, int until) {
    boolean marked = until - from > 6 && file.get(from) == 'E' && file.get(from + 1) == 'x';
    int start = marked ? from + 6 : from;
    return file.slice(start, until - start);
  }
}
