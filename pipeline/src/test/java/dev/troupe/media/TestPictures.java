package dev.troupe.media;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** Pictures that tell which way is up, which colour is which and which frame it is. */
final class TestPictures {
  /** Blue, green and red of the four quadrants: left top, right top, left bottom, right bottom. */
  static final int[][] QUADRANTS = {{20, 30, 220}, {40, 200, 40}, {220, 60, 30}, {200, 210, 200}};

  private TestPictures() {}

  /** Four coloured quadrants and a dark square that wanders with the frame's number; BGRA. */
  static byte[] quadrants(FrameSize size, int index) {
    byte[] bgra = new byte[size.width() * size.height() * 4];
    int square = Math.max(2, size.height() / 8);
    int left = index * 3 % Math.max(1, size.width() - square);
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        int quadrant = (x * 2 < size.width() ? 0 : 1) + (y * 2 < size.height() ? 0 : 2);
        boolean dark = y < square && x >= left && x < left + square;
        int at = (y * size.width() + x) * 4;
        for (int channel = 0; channel < 3; channel++) {
          bgra[at + channel] = (byte) (dark ? 10 : QUADRANTS[quadrant][channel]);
        }
        bgra[at + 3] = (byte) 255;
      }
    }
    return bgra;
  }

  /** The same with the right half transparent, pure white hidden under it. */
  static byte[] halfTransparent(FrameSize size, int index) {
    byte[] bgra = quadrants(size, index);
    for (int at = 0; at < bgra.length; at += 4) {
      if (at / 4 % size.width() * 2 >= size.width()) {
        bgra[at] = bgra[at + 1] = bgra[at + 2] = (byte) 255;
        bgra[at + 3] = 0;
      }
    }
    return bgra;
  }

  /** The pixels of {@link #quadrants} without alpha. */
  static Picture picture(FrameSize size, int index) {
    byte[] bgra = quadrants(size, index);
    byte[] bgr = new byte[size.width() * size.height() * 3];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = bgra[i / 3 * 4 + i % 3];
    }
    return new Picture(size.width(), size.height(), bgr);
  }

  /** A pixel's blue, green and red, 0 to 255, at a place given in fractions of the sides. */
  static int[] pixel(Picture picture, double x, double y) {
    int row = (int) (y * picture.height());
    int column = (int) (x * picture.width());
    int at = (row * picture.width() + column) * 3;
    byte[] bgr = picture.bgr();
    return new int[] {bgr[at] & 0xFF, bgr[at + 1] & 0xFF, bgr[at + 2] & 0xFF};
  }

  /** The peak signal-to-noise ratio of two pictures over all channels, in dB. */
  static double psnr(Picture first, Picture second) {
    double sum = 0;
    for (int i = 0; i < first.bgr().length; i++) {
      int difference = (first.bgr()[i] & 0xFF) - (second.bgr()[i] & 0xFF);
      sum += difference * difference;
    }
    return 10 * Math.log10(255.0 * 255 * first.bgr().length / Math.max(1, sum));
  }

  /** Quantises BGRA to eight bits; index 255 is transparent. */
  static void fillPalette(AVFrame frame, byte[] bgra) {
    int[] palette = new int[256];
    for (int i = 0; i < 255; i++) {
      int red = (i >> 5) * 36;
      int green = ((i >> 2) & 7) * 36;
      int blue = (i & 3) * 85;
      palette[i] = 0xFF000000 | (red << 16) | (green << 8) | blue;
    }
    new IntPointer(frame.data(1)).put(palette);
    byte[] row = new byte[frame.width()];
    BytePointer data = new BytePointer(frame.data(0));
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < row.length; x++) {
        int at = (y * row.length + x) * 4;
        int index = (bgra[at + 2] & 0xE0) | ((bgra[at + 1] & 0xE0) >> 3) | ((bgra[at] & 0xC0) >> 6);
        row[x] = (byte) (bgra[at + 3] == 0 ? 255 : Math.min(254, index));
      }
      data.position((long) y * frame.linesize(0)).put(row);
    }
  }
}
