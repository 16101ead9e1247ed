package dev.troupe.jobs.quality;

import dev.troupe.media.Picture;

/**
 * A picture's brightness in a small square of cells: enough to compare frames by, small enough to
 * travel with rows.
 */
final class Thumbnail {
  /** The largest brightness of a cell. */
  static final double WHITE = 255;

  // Shares of red, green and blue in brightness (Rec. 601), in 65536ths.
  private static final int RED = 19595;
  private static final int GREEN = 38470;
  private static final int BLUE = 7471;
  private static final int SHIFT = 16;

  private Thumbnail() {}

  /**
   * The mean brightness of each cell, by rows.
   *
   * @param picture any
   * @param side cells in a row and in a column; cells repeat pixels of smaller pictures
   * @return side * side bytes, 0 to 255 unsigned
   */
  static byte[] of(Picture picture, int side) {
    byte[] cells = new byte[side * side];
    for (int row = 0; row < side; row++) {
      int top = row * picture.height() / side;
      int bottom = Math.max(top + 1, (row + 1) * picture.height() / side);
      for (int column = 0; column < side; column++) {
        int left = column * picture.width() / side;
        int right = Math.max(left + 1, (column + 1) * picture.width() / side);
        cells[row * side + column] = (byte) mean(picture, left, right, top, bottom);
      }
    }
    return cells;
  }

  private static long mean(Picture picture, int left, int right, int top, int bottom) {
    byte[] bgr = picture.bgr();
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int at = (y * picture.width() + left) * 3, end = at + (right - left) * 3;
          at < end;
          at += 3) {
        sum +=
            (long) BLUE * (bgr[at] & 0xFF)
                + (long) GREEN * (bgr[at + 1] & 0xFF)
                + (long) RED * (bgr[at + 2] & 0xFF);
      }
    }
    long weights = (long) (right - left) * (bottom - top) * (1 << SHIFT);
    return (sum + weights / 2) / weights;
  }

  /** The mean of all cells, 0 to 1. */
  static float brightness(byte[] cells) {
    long sum = 0;
    for (byte cell : cells) {
      sum += cell & 0xFF;
    }
    return (float) (sum / (WHITE * cells.length));
  }

  /** The mean absolute difference of two thumbnails of one size, 0 to 1. */
  static float difference(byte[] cells, byte[] others) {
    long sum = 0;
    for (int i = 0; i < cells.length; i++) {
      sum += Math.abs((cells[i] & 0xFF) - (others[i] & 0xFF));
    }
    return (float) (sum / (WHITE * cells.length));
  }

  /**
   * How much brightness changed beyond what movement by up to one cell can do: the mean over cells
   * of the distance to the range that the cell and its neighbours had before.
   *
   * @return 0 to 1
   */
  static float unexplained(byte[] before, byte[] now, int side) {
    long sum = 0;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int cell = now[row * side + column] & 0xFF;
        sum += beyond(before, side, row, column, cell);
      }
    }
    return (float) (sum / (WHITE * now.length));
  }

  private static int beyond(byte[] before, int side, int row, int column, int cell) {
    int darkest = Integer.MAX_VALUE;
    int brightest = Integer.MIN_VALUE;
    for (int y = Math.max(0, row - 1); y <= Math.min(side - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(side - 1, column + 1); x++) {
        int near = before[y * side + x] & 0xFF;
        darkest = Math.min(darkest, near);
        brightest = Math.max(brightest, near);
      }
    }
    return Math.max(0, Math.max(darkest - cell, cell - brightest));
  }
}
