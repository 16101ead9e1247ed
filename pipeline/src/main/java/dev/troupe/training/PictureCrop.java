package dev.troupe.training;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;

/** Cuts pictures to a size; one that is too small is centred, and its edges go on. */
final class PictureCrop {
  static final double MIDDLE = 0.5;

  private PictureCrop() {}

  /**
   * Cuts a part out.
   *
   * @param size the part's size
   * @param left what share of the room, if there is any, lies left of the part, from 0 to below 1
   * @param top what share lies above it
   */
  static Picture of(Picture picture, FrameSize size, double left, double top) {
    if (picture.size().equals(size)) {
      return picture;
    }
    int x0 = offset(picture.width() - size.width(), left);
    int y0 = offset(picture.height() - size.height(), top);
    byte[] part = new byte[size.width() * size.height() * 3];
    for (int y = 0; y < size.height(); y++) {
      int row = inside(y + y0, picture.height()) * picture.width();
      for (int x = 0; x < size.width(); x++) {
        int column = inside(x + x0, picture.width());
        int to = 3 * (y * size.width() + x);
        System.arraycopy(picture.bgr(), 3 * (row + column), part, to, 3);
      }
    }
    return new Picture(size.width(), size.height(), part);
  }

  private static int offset(int room, double share) {
    return room >= 0 ? (int) (share * (room + 1)) : -(-room / 2);
  }

  private static int inside(int place, int side) {
    return Math.min(side - 1, Math.max(0, place));
  }
}
