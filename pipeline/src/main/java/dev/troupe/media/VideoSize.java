package dev.troupe.media;

import org.bytedeco.ffmpeg.avutil.AVRational;

/** The sizes that are accepted, checked before memory is taken for pixels. */
final class VideoSize {
  /** 100 megapixels: three times an 8K frame. */
  static final int MOST_PIXELS = 100_000_000;

  /** Beyond this a stated pixel shape is nonsense and square pixels are assumed. */
  private static final int MOST_UNEVEN_PIXEL = 16;

  private VideoSize() {}

  /**
   * Checks a stored size.
   *
   * @throws dev.troupe.problems.BadDataException if a side or the area is too large, or zero
   */
  static FrameSize check(MediaInput input, long width, long height) {
    if (width < 1
        || height < 1
        || width > FrameSize.LONGEST_SIDE
        || height > FrameSize.LONGEST_SIDE
        || width * height > MOST_PIXELS) {
      throw Faults.cannotRead(
          input,
          "expected a picture of 1 to %d pixels a side and at most %d megapixels, found %dx%d"
              .formatted(FrameSize.LONGEST_SIDE, MOST_PIXELS / 1_000_000, width, height));
    }
    return new FrameSize((int) width, (int) height);
  }

  /**
   * The size with square pixels, upright. The shorter side grows; nothing shrinks.
   *
   * @param pixel width and height of a stored pixel; 0 stands for square
   */
  static FrameSize shown(
      MediaInput input, FrameSize stored, AVRational pixel, Orientation orientation) {
    double shape = pixel.num() <= 0 || pixel.den() <= 0 ? 1 : (double) pixel.num() / pixel.den();
    if (shape > MOST_UNEVEN_PIXEL || shape < 1.0 / MOST_UNEVEN_PIXEL) {
      shape = 1;
    }
    FrameSize square =
        shape >= 1
            ? check(input, Math.round(stored.width() * shape), stored.height())
            : check(input, stored.width(), Math.round(stored.height() / shape));
    return orientation.turn(square);
  }
}
