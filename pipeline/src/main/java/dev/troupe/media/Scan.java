package dev.troupe.media;

import java.util.Arrays;

/**
 * The frames found in a file, in order of presentation, before their timeline is made. Grows while
 * a file is read.
 */
final class Scan {
  private static final int FIRST_CAPACITY = 256;

  private long[] ticks = new long[FIRST_CAPACITY];
  private long[] durations = new long[FIRST_CAPACITY];
  private boolean[] keys = new boolean[FIRST_CAPACITY];
  private int count;
  private boolean isRising = true;
  private boolean isCut;
  private long lastDecodingTick = Long.MIN_VALUE;

  void add(long tick, long duration, boolean key) {
    if (count == ticks.length) {
      ticks = Arrays.copyOf(ticks, count * 2);
      durations = Arrays.copyOf(durations, count * 2);
      keys = Arrays.copyOf(keys, count * 2);
    }
    isRising &= count == 0 || tick > ticks[count - 1];
    ticks[count] = tick;
    durations[count] = Math.max(0, duration);
    keys[count] = key;
    count++;
  }

  int count() {
    return count;
  }

  long tick(int index) {
    return ticks[index];
  }

  /** Notes when the packet that was read last is decoded. */
  void decoded(long tick) {
    lastDecodingTick = tick;
  }

  /** Notes that the file ends too early. */
  void cut() {
    isCut = true;
  }

  boolean isCut() {
    return isCut;
  }

  /** The frame at a time, or a negative number; frames must be in order. */
  int indexOf(long tick) {
    return Arrays.binarySearch(ticks, 0, count, tick);
  }

  /** Forgets frames at the beginning. */
  void drop(int first) {
    ticks = Arrays.copyOfRange(ticks, first, ticks.length);
    durations = Arrays.copyOfRange(durations, first, durations.length);
    keys = Arrays.copyOfRange(keys, first, keys.length);
    count -= first;
  }

  /** Keeps only the first frames. */
  void truncate(int length) {
    isCut |= length < count;
    count = length;
  }

  /** The mean distance of frames in ticks, or {@code fallback} for fewer than two. */
  long meanDuration(long fallback) {
    return count < 2
        ? Math.max(1, fallback)
        : Math.max(1, (ticks[count - 1] - ticks[0]) / (count - 1));
  }

  /**
   * Puts frames in order of presentation.
   *
   * @return false if two are shown at the same time
   */
  boolean sort() {
    if (isRising) {
      return true;
    }
    long[] order = new long[count];
    Integer[] places = new Integer[count];
    Arrays.setAll(places, i -> i);
    Arrays.sort(places, java.util.Comparator.comparingLong(i -> ticks[i]));
    long[] sortedDurations = new long[count];
    boolean[] sortedKeys = new boolean[count];
    for (int i = 0; i < count; i++) {
      order[i] = ticks[places[i]];
      sortedDurations[i] = durations[places[i]];
      sortedKeys[i] = keys[places[i]];
      if (i > 0 && order[i] == order[i - 1]) {
        return false;
      }
    }
    ticks = order;
    durations = sortedDurations;
    keys = sortedKeys;
    isRising = true;
    return true;
  }

  /**
   * Drops frames behind a gap at the end of a cut file: frames are stored in decoding order, so the
   * last ones there may be shown after some that are missing. A missing frame is shown no earlier
   * than it would have been decoded; from there on, frames count only while they follow each other
   * at the usual distance.
   */
  void dropBehindGap() {
    if (!isCut || count < 3) {
      return;
    }
    long[] distances = new long[count - 1];
    Arrays.setAll(distances, i -> ticks[i + 1] - ticks[i]);
    Arrays.sort(distances);
    long usual = distances[distances.length / 2];
    for (int i = 1; i < count; i++) {
      if (ticks[i] > lastDecodingTick && ticks[i] - ticks[i - 1] > usual + usual / 4) {
        truncate(i);
        return;
      }
    }
  }

  /** Whether all times can be counted with; at least one frame. */
  boolean isInRange(Rational timeBase) {
    return Timeline.isInRange(ticks[0], timeBase)
        && Timeline.isInRange(ticks[count - 1], timeBase)
        && Timeline.isInRange(durations[count - 1], timeBase);
  }

  /** The finished timeline; at least one frame. */
  Timeline timeline(Rational timeBase, long fallbackDuration) {
    keys[0] = true; // decoding can always start at the beginning
    long last = durations[count - 1] > 0 ? durations[count - 1] : meanDuration(fallbackDuration);
    return new Timeline(
        timeBase,
        Arrays.copyOf(ticks, count),
        Arrays.copyOf(keys, count),
        Math.addExact(ticks[count - 1], last));
  }
}
