package dev.troupe.training;

import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.media.Pictures;
import dev.troupe.media.Scaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random changes of a pair of frames, the same for both.
 *
 * @param timeFlip whether half of the pairs change places
 * @param horizontalFlip whether half of the others are mirrored
 * @param smallest the smallest factor by which pictures are scaled before they are cut out
 * @param largest the largest; both 1 for no scaling
 * @param jitter how much colours change
 */
record Augmentation(
    boolean timeFlip, boolean horizontalFlip, double smallest, double largest, Jitter jitter) {

  /** No change at all. */
  static final Augmentation NONE = new Augmentation(false, false, 1, 1, new Jitter(0, 0, 0, 0));

  /**
   * How much colours change: factors between 1 - x and 1 + x, the hue by up to x turns.
   *
   * @param brightness of all
   * @param contrast around the mean grey
   * @param saturation around each pixel's grey
   * @param hue in turns, at most 0.5
   */
  record Jitter(double brightness, double contrast, double saturation, double hue) {
    boolean isNone() {
      return brightness == 0 && contrast == 0 && saturation == 0 && hue == 0;
    }
  }

  /**
   * Changes a pair.
   *
   * @param pair source and driving frame, of one size
   * @param random where chance comes from
   * @return two pictures of the same size
   */
  List<Picture> apply(List<Picture> pair, RandomGenerator random) {
    List<Picture> changed = new ArrayList<>(pair);
    if (timeFlip && random.nextBoolean()) {
      Collections.reverse(changed);
    } else if (horizontalFlip && random.nextBoolean()) {
      changed.replaceAll(Augmentation::mirrored);
    }
    if (smallest != 1 || largest != 1) {
      double factor = smallest + (largest - smallest) * random.nextDouble();
      double left = random.nextDouble();
      double top = random.nextDouble();
      changed.replaceAll(picture -> cutOut(picture, factor, left, top));
    }
    if (!jitter.isNone()) {
      ColourJitter colours = ColourJitter.draw(jitter, random);
      changed.replaceAll(colours::apply);
    }
    return changed;
  }

  private static Picture mirrored(Picture picture) {
    int width = picture.width();
    byte[] from = picture.bgr();
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length / 3; i++) {
      int x = i % width;
      System.arraycopy(from, 3 * i, to, 3 * (i - x + width - 1 - x), 3);
    }
    return new Picture(width, picture.height(), to);
  }

  /** Scales, then takes a part of the old size; where the scaled picture ends, its edge goes on. */
  private static Picture cutOut(Picture picture, double factor, double left, double top) {
    int width = picture.width();
    int height = picture.height();
    FrameSize size =
        new FrameSize(
            (int) Math.max(1, Math.round(width * factor)),
            (int) Math.max(1, Math.round(height * factor)));
    Picture scaled = Pictures.scale(picture, new Scaling(size, Fit.STRETCH));
    int x0 = (int) Math.round(left * (size.width() - width));
    int y0 = (int) Math.round(top * (size.height() - height));
    byte[] part = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      int row = Math.min(size.height() - 1, Math.max(0, y + y0)) * size.width();
      for (int x = 0; x < width; x++) {
        int column = Math.min(size.width() - 1, Math.max(0, x + x0));
        System.arraycopy(scaled.bgr(), 3 * (row + column), part, 3 * (y * width + x), 3);
      }
    }
    return new Picture(width, height, part);
  }
}
