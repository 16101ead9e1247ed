package dev.troupe.media;

import java.io.Serializable;

/**
 * How stored pixels are turned and mirrored to be seen upright: first transposed (rows become
 * columns), then mirrored.
 *
 * @param transposed whether width and height change places
 * @param mirroredX whether left and right of the result change places
 * @param mirroredY whether top and bottom of the result change places
 */
record Orientation(boolean transposed, boolean mirroredX, boolean mirroredY)
    implements Serializable {
  static final Orientation UPRIGHT = new Orientation(false, false, false);

  private static final int ONE = 1 << 16;

  /**
   * The nearest orientation to a display matrix.
   *
   * @param matrix nine 16.16 fixed-point numbers, rows first, as in an MP4's track header: a stored
   *     point (x, y) is shown at (m0 x + m3 y, m1 x + m4 y)
   */
  static Orientation of(int[] matrix) {
    boolean transposed =
        Math.abs((long) matrix[0]) + Math.abs((long) matrix[4])
            < Math.abs((long) matrix[1]) + Math.abs((long) matrix[3]);
    return transposed
        ? new Orientation(true, matrix[3] < 0, matrix[1] < 0)
        : new Orientation(false, matrix[0] < 0, matrix[4] < 0);
  }

  /** The orientation of an EXIF tag, 1 to 8; anything else is upright. */
  static Orientation ofExif(int tag) {
    return switch (tag) {
      case 2 -> new Orientation(false, true, false);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, false, true);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, true, false);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> UPRIGHT;
    };
  }

  /** How far the picture is turned, mirroring aside: 0, 90, 180 or 270 degrees. */
  int clockwiseDegrees() {
    if (transposed) {
      return mirroredX ? 90 : 270;
    }
    return mirroredX && mirroredY ? 180 : 0;
  }

  /** The size after (or, since turning back swaps alike, before) turning. */
  FrameSize turn(FrameSize size) {
    return transposed ? size.transposed() : size;
  }

  /** The matrix of {@link #of}: for files made by this program's tests. */
  int[] matrix() {
    int x = mirroredX ? -ONE : ONE;
    int y = mirroredY ? -ONE : ONE;
    int last = 1 << 30;
    return transposed
        ? new int[] {0, y, 0, x, 0, 0, 0, 0, last}
        : new int[] {x, 0, 0, 0, y, 0, 0, 0, last};
  }

  /**
   * Copies stored pixels, upright, into a larger picture.
   *
   * @param stored three bytes per pixel, no padding
   * @param size the stored size
   * @param target rows of {@code targetWidth} pixels
   * @param left of the upright copy in the target
   * @param top of the upright copy in the target
   */
  void copy(byte[] stored, FrameSize size, byte[] target, int targetWidth, int left, int top) {
    FrameSize turned = turn(size);
    int stepX = (transposed ? size.width() : 1) * (mirroredX ? -3 : 3);
    for (int y = 0; y < turned.height(); y++) {
      int row = mirroredY ? turned.height() - 1 - y : y;
      int column = mirroredX ? turned.width() - 1 : 0;
      int from = transposed ? (column * size.width() + row) * 3 : (row * size.width() + column) * 3;
      int to = ((top + y) * targetWidth + left) * 3;
      if (stepX == 3) {
        System.arraycopy(stored, from, target, to, turned.width() * 3);
        continue;
      }
      for (int x = 0; x < turned.width(); x++, from += stepX, to += 3) {
        target[to] = stored[from];
        target[to + 1] = stored[from + 1];
        target[to + 2] = stored[from + 2];
      }
    }
  }
}
