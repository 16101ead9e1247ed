package dev.troupe.jobs.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Texts {
  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
  private static final int THOUSAND = 1000;
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  private Texts() {}

  /** As in 12,345. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** As in "1 video", "2,000 videos". */
  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** As in 0.42 s, 4.2 s, 3 min 20 s, 2 h 5 min. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return String.format(Locale.ROOT, seconds < 1 ? "%.2f s" : "%.1f s", seconds)
          .replace(".0 s", " s")
          .replace("0.00 s", "0 s");
    }
    return whole < HOUR
        ? join(whole / MINUTE, "min", whole % MINUTE, "s")
        : join(whole / HOUR, "h", whole % HOUR / MINUTE, "min");
  }

  private static String join(long large, String unit, long small, String part) {
    String first = count(large) + " " + unit;
    return small == 0 ? first : first + " " + small + " " + part;
  }

  /** As in 0:04, 3:20, 2:05:00. */
  static String clock(long seconds) {
    return seconds < HOUR
        ? "%d:%02d".formatted(seconds / MINUTE, seconds % MINUTE)
        : "%d:%02d:%02d".formatted(seconds / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
  }

  /** In powers of a thousand, as in 4.2 MB. */
  static String bytes(long bytes) {
    int unit = 0;
    double value = (double) bytes;
    while (value >= THOUSAND && unit < BYTE_UNITS.length - 1) {
      value /= THOUSAND;
      unit++;
    }
    return unit == 0
        ? "%d B".formatted(bytes)
        : decimal(value) + " " + BYTE_UNITS[unit];
  }

  /** Three digits that count: 0.042, 4.2, 42, 4,200. */
  static String decimal(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return "–";
    }
    if (size >= 100 || size == 0) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f", value);
  }

  /** Rounded, as in 42 %. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
