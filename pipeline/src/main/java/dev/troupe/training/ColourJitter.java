package dev.troupe.training;

import dev.troupe.media.Picture;
import dev.troupe.training.Augmentation.Jitter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** One draw of changed colours, to be applied to both frames of a pair. */
final class ColourJitter {
  private static final float[] GREY = {0.114f, 0.587f, 0.299f};

  private final float[] factors;
  private final List<Integer> order;

  private ColourJitter(float[] factors, List<Integer> order) {
    this.factors = factors;
    this.order = order;
  }

  static ColourJitter draw(Jitter jitter, RandomGenerator random) {
    float[] factors = {
      around(1, jitter.brightness(), random),
      around(1, jitter.contrast(), random),
      around(1, jitter.saturation(), random),
      around(0, jitter.hue(), random)
    };
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
    Collections.shuffle(order, new Random(random.nextLong()));
    return new ColourJitter(factors, order);
  }

  private static float around(double middle, double range, RandomGenerator random) {
    return (float) (middle + range * (2 * random.nextDouble() - 1));
  }

  Picture apply(Picture picture) {
    byte[] bytes = picture.bgr();
    float[] levels = new float[bytes.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = bytes[i] & 0xff;
    }
    order.forEach(change -> change(levels, change));
    byte[] changed = new byte[bytes.length];
    for (int i = 0; i < levels.length; i++) {
      changed[i] = (byte) Math.round(levels[i]);
    }
    return new Picture(picture.width(), picture.height(), changed);
  }

  private void change(float[] levels, int change) {
    float factor = factors[change];
    switch (change) {
      case 0 -> blend(levels, factor, 0);
      case 1 -> blend(levels, factor, mean(levels));
      case 2 -> saturate(levels, factor);
      default -> turn(levels, factor);
    }
  }

  private static float grey(float[] bgr, int at) {
    return GREY[0] * bgr[at] + GREY[1] * bgr[at + 1] + GREY[2] * bgr[at + 2];
  }

  private static float mean(float[] levels) {
    double sum = 0;
    for (int at = 0; at < levels.length; at += 3) {
      sum += grey(levels, at);
    }
    int pixels = levels.length / 3;
    return (float) (sum / pixels);
  }

  private static float level(float value) {
    return Math.min(255, Math.max(0, value));
  }

  private static void blend(float[] levels, float factor, float other) {
    for (int i = 0; i < levels.length; i++) {
      levels[i] = level(other + factor * (levels[i] - other));
    }
  }

  private static void saturate(float[] levels, float factor) {
    for (int at = 0; at < levels.length; at += 3) {
      float grey = grey(levels, at);
      for (int i = at; i < at + 3; i++) {
        levels[i] = level(grey + factor * (levels[i] - grey));
      }
    }
  }

  /** Turns the hue: each colour keeps its largest and smallest level. */
  private static void turn(float[] levels, float turns) {
    if (turns == 0) {
      return;
    }
    float[] hsb = new float[3];
    for (int at = 0; at < levels.length; at += 3) {
      hueOf(levels, at, hsb);
      float hue = hsb[0] + turns;
      colour(levels, at, (hue - (float) Math.floor(hue)) * 6, hsb[1], hsb[2]);
    }
  }

  /** Hue in turns, smallest and largest level. */
  private static void hueOf(float[] bgr, int at, float[] result) {
    float blue = bgr[at];
    float green = bgr[at + 1];
    float red = bgr[at + 2];
    float most = Math.max(red, Math.max(green, blue));
    float least = Math.min(red, Math.min(green, blue));
    float range = most - least;
    float sixth = 0;
    if (range > 0) {
      sixth =
          most == red
              ? (green - blue) / range
              : most == green ? 2 + (blue - red) / range : 4 + (red - green) / range;
    }
    result[0] = sixth / 6;
    result[1] = least;
    result[2] = most;
  }

  private static void colour(float[] bgr, int at, float sixths, float least, float most) {
    bgr[at] = part(sixths + 2, least, most);
    bgr[at + 1] = part(sixths + 4, least, most);
    bgr[at + 2] = part(sixths, least, most);
  }

  /** The red level of a hue; green and blue are red a third of a turn on. */
  private static float part(float sixths, float least, float most) {
    float place = sixths % 6;
    float share = Math.min(1, Math.max(0, Math.abs(place - 3) - 1));
    return least + (most - least) * share;
  }
}
