package dev.troupe.synthesis;

import dev.troupe.media.Picture;
import java.util.zip.CRC32;

/** Reads pictures in tests. */
final class Pixels {
  private Pixels() {}

  /** Red, green and blue of the pixel nearest to a place. */
  static int[] at(Picture picture, double x, double y) {
    int column = (int) Math.max(0, Math.min(picture.width() - 1, Math.round(x)));
    int row = (int) Math.max(0, Math.min(picture.height() - 1, Math.round(y)));
    int offset = 3 * (row * picture.width() + column);
    byte[] bgr = picture.bgr();
    return new int[] {bgr[offset + 2] & 255, bgr[offset + 1] & 255, bgr[offset] & 255};
  }

  static int[] at(Picture picture, Landmark landmark) {
    return at(picture, landmark.x(), landmark.y());
  }

  static double brightness(int[] rgb) {
    return 0.30 * rgb[0] + 0.59 * rgb[1] + 0.11 * rgb[2];
  }

  static int difference(int[] first, int[] second) {
    int most = 0;
    for (int i = 0; i < 3; i++) {
      most = Math.max(most, Math.abs(first[i] - second[i]));
    }
    return most;
  }

  static long checksum(Picture picture) {
    CRC32 crc = new CRC32();
    crc.update(picture.bgr());
    return crc.getValue();
  }
}
