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
  private boolean isExtended;
  private boolean isLossless;
  private boolean hasAlpha;
  private long pixels;
  private final long stated;
  private long end = FIRST;

  WebpChunks(byte[] bytes) {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    stated = Integer.toUnsignedLong(file.getInt(4)) + HEAD_BYTES;
    long at = FIRST;
    while (at + HEAD_BYTES <= Math.min(bytes.length, stated)) {
      String type = new String(bytes, (int) at, 4, StandardCharsets.ISO_8859_1);
      long length = Integer.toUnsignedLong(file.getInt((int) at + 4));
      long until = Math.min(bytes.length, at + HEAD_BYTES + length);
      if (type.equals("VP8L") && length >= 5 && at + HEAD_BYTES + 5 <= bytes.length) {
        isLossless = true;
        hasAlpha |= !isExtended && (file.get((int) at + HEAD_BYTES + 4) & 0x10) != 0;
      } else if (type.equals("VP8 ") && length >= 10 && at + HEAD_BYTES + 10 <= bytes.length) {
        long width = file.getShort((int) at + HEAD_BYTES + 6) & 0x3FFF;
        pixels = width * (file.getShort((int) at + HEAD_BYTES + 8) & 0x3FFF);
      } else if (type.equals("VP8X") && length > 0) {
        isExtended = true;
        hasAlpha = at + HEAD_BYTES < bytes.length && (file.get((int) at + HEAD_BYTES) & 0x10) != 0;
      } else if (type.equals("EXIF")) {
        orientation = Exif.orientation(exif((int) at + HEAD_BYTES, (int) until));
      }
      end = at + HEAD_BYTES + length;
      at = end + length % 2;
    }
  }

  Orientation orientation() {
    return orientation;
  }

  /** Whether the picture itself, and not only its transparency, is in the lossless format. */
  boolean isLossless() {
    return isLossless;
  }

  /** The size of a picture in the lossy format. */
  long pixels() {
    return pixels;
  }

  /** Whether the header says that transparency counts, whatever stands in the pixels. */
  boolean hasAlpha() {
    return hasAlpha;
  }

  /** Whether the file states to be longer than it is, by more than a last byte of padding. */
  boolean isCut() {
    return end > file.limit() || stated > file.limit() + end % 2;
  }

  /** Some writers put JPEG's mark before the block. */
  private ByteBuffer exif(int from, int until) {
    boolean marked = until - from > 6 && file.get(from) == 'E' && file.get(from + 1) == 'x';
    int start = marked ? from + 6 : from;
    return file.slice(start, until - start);
  }
}
