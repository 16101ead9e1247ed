package dev.troupe.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The one number of EXIF that matters here. Only the first directory is looked at, so that no file
 * can make more of it than there is.
 */
final class Exif {
  private static final int ORIENTATION = 0x112;
  private static final int BIG_TIFF = 43;
  private static final int SHORT = 3;

  private Exif() {}

  /**
   * The orientation in a TIFF file or a block of EXIF, which has the same form; upright where there
   * is none or it is damaged.
   */
  static Orientation orientation(ByteBuffer block) {
    ByteBuffer tiff = block.slice();
    if (tiff.remaining() < 16) {
      return Orientation.UPRIGHT;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    boolean big = tiff.getShort(2) == BIG_TIFF;
    long directory = big ? tiff.getLong(8) : Integer.toUnsignedLong(tiff.getInt(4));
    if (directory < 0 || directory > tiff.limit() - 8) {
      return Orientation.UPRIGHT;
    }
    int at = (int) directory;
    long count = big ? tiff.getLong(at) : tiff.getShort(at) & 0xFFFF;
    int entryBytes = big ? 20 : 12;
    at += big ? 8 : 2;
    for (long i = 0; i < count && at + entryBytes <= tiff.limit(); i++, at += entryBytes) {
      if ((tiff.getShort(at) & 0xFFFF) == ORIENTATION && tiff.getShort(at + 2) == SHORT) {
        return Orientation.ofExif(tiff.getShort(at + (big ? 12 : 8)) & 0xFFFF);
      }
    }
    return Orientation.UPRIGHT;
  }
}
