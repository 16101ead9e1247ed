package dev.troupe.jobs.library;

import dev.troupe.media.Rational;
import dev.troupe.media.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A timeline as a short text: a steady clip takes some 40 characters, however long it is. The parts
 * are the time base, the first tick, the steps from frame to frame up to the end, and the numbers
 * of frames from key frame to key frame; equal neighbours are written once with their number.
 */
final class CompactTimeline {
  private static final int MOST_FRAMES = 1 << 26;

  private CompactTimeline() {}

  static String write(Timeline timeline) {
    List<Long> steps = new ArrayList<>();
    List<Long> keys = new ArrayList<>();
    int lastKey = 0;
    for (int i = 0; i < timeline.count(); i++) {
      steps.add(timeline.ticks(i + 1) - timeline.ticks(i));
      if (timeline.isKey(i)) {
        keys.add((long) i - lastKey);
        lastKey = i;
      }
    }
    return "%s;%d;%s;%s".formatted(timeline.timeBase(), timeline.ticks(0), runs(steps), runs(keys));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Timeline read(String text) {
    String[] parts = text.split(";", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("a timeline has four parts, found " + parts.length);
    }
    List<Long> steps = numbers(parts[2]);
    long[] ticks = new long[steps.size()];
    long tick = Long.parseLong(parts[1]);
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = tick;
      tick = Math.addExact(tick, steps.get(i));
    }
    boolean[] keys = new boolean[ticks.length];
    long key = 0;
    for (long step : numbers(parts[3])) {
      key += step;
      if (key < 0 || key >= keys.length) {
        throw new IllegalArgumentException("key frame %d of %d".formatted(key, keys.length));
      }
      keys[(int) key] = true;
    }
    return new Timeline(Rational.parse(parts[0]), ticks, keys, tick);
  }

  private static String runs(List<Long> numbers) {
    StringJoiner text = new StringJoiner(" ");
    for (int from = 0; from < numbers.size(); ) {
      int until = from + 1;
      while (until < numbers.size() && numbers.get(until).equals(numbers.get(from))) {
        until++;
      }
      text.add(numbers.get(from) + (until - from > 1 ? "x" + (until - from) : ""));
      from = until;
    }
    return text.toString();
  }

  private static List<Long> numbers(String runs) {
    List<Long> numbers = new ArrayList<>();
    for (String run : runs.isEmpty() ? new String[0] : runs.split(" ")) {
      int times = run.indexOf('x');
      int count = times < 0 ? 1 : Integer.parseInt(run.substring(times + 1));
      if (count < 1 || count > MOST_FRAMES - numbers.size()) {
        throw new IllegalArgumentException("a run of %d frames".formatted(count));
      }
      long number = Long.parseLong(times < 0 ? run : run.substring(0, times));
      for (int i = 0; i < count; i++) {
        numbers.add(number);
      }
    }
    return numbers;
  }
}
