package dev.troupe.training;

import dev.troupe.media.Fit;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.media.Pictures;
import dev.troupe.media.Scaling;
import dev.troupe.problems.RequestException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random changes of a pair of frames, the same for both, in the order of the components.
 *
 * @param timeFlip whether half of the pairs change places
 * @param horizontalFlip whether half of the others are mirrored
 * @param resize between which factors pictures are scaled
 * @param size the size to which they are cut at a random place then, and which training sees
 * @param jitter how much colours change
 */
record Augmentation(
    boolean timeFlip, boolean horizontalFlip, Resize resize, FrameSize size, Jitter jitter) {

  /**
   * Between which factors pictures are scaled, width and height alike.
   *
   * @param smallest above 0
   * @param largest at least the smallest; both 1 for no scaling
   */
  record Resize(double smallest, double largest) {
    boolean isNone() {
      return smallest == 1 && largest == 1;
    }
  }

  /**
   * How much colours change: factors between 1 - x and 1 + x, the hue by up to x turns.
   *
   * @param brightness of all
   * @param contrast around the mean grey
   * @param saturation around each pixel's grey
   * @param hue in turns, at most 0.5
   */
  record Jitter(double brightness, double contrast, double saturation, double hue) {

    /** Checks the ranges: a factor below 0 is no colour, and half a turn either way is all hues. */
    Jitter {
      boolean possible = hue >= 0 && hue <= 0.5;
      for (double range : new double[] {brightness, contrast, saturation}) {
        possible &= range >= 0 && range <= 1;
      }
      if (!possible) {
        throw new RequestException(
            List.of(
                "jitter_param must have brightness, contrast and saturation from 0 to 1 and hue"
                    + " from 0 to 0.5, found %s, %s, %s and %s"
                        .formatted(brightness, contrast, saturation, hue)));
      }
    }

    boolean isNone() {
      return brightness == 0 && contrast == 0 && saturation == 0 && hue == 0;
    }
  }

  /**
   * What became of a pair.
   *
   * @param pictures source and driving frame
   * @param swapped whether they have changed places
   */
  record Pair(List<Picture> pictures, boolean swapped) {}

  /** Whether places in the picture stay where they are. */
  boolean keepsPlaces(FrameSize frameSize) {
    return !horizontalFlip && resize.isNone() && size.equals(frameSize);
  }

  /**
   * Changes a pair.
   *
   * @param pair source and driving frame, of one size
   * @param random where chance comes from
   * @return two pictures of {@link #size}
   */
  Pair apply(List<Picture> pair, RandomGenerator random) {
    List<Picture> changed = new ArrayList<>(pair);
    boolean swapped = timeFlip && random.nextBoolean();
    if (swapped) {
      Collections.reverse(changed);
    } else if (horizontalFlip && random.nextBoolean()) {
      changed.replaceAll(Augmentation::mirrored);
    }
    if (!resize.isNone()) {
      double factor =
          resize.smallest() + (resize.largest() - resize.smallest()) * random.nextDouble();
      changed.replaceAll(picture -> scaled(picture, factor));
    }
    if (!resize.isNone() || !pair.get(0).size().equals(size)) {
      double left = random.nextDouble();
      double top = random.nextDouble();
      changed.replaceAll(picture -> PictureCrop.of(picture, size, left, top));
    }
    if (!jitter.isNone()) {
      ColourJitter colours = ColourJitter.draw(jitter, random);
      changed.replaceAll(colours::apply);
    }
    return new Pair(changed, swapped);
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

  private static Picture scaled(Picture picture, double factor) {
    FrameSize size =
        new FrameSize(
            (int) Math.max(1, picture.width() * factor),
            (int) Math.max(1, picture.height() * factor));
    return Pictures.scale(picture, new Scaling(size, Fit.STRETCH));
  }
}
