package dev.troupe.jobs.manifest;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A row of a manifest as it was written.
 *
 * @param line from 1
 * @param values texts by column; columns without a value are absent
 */
record ManifestRow(int line, Map<String, String> values) {
  /** Digits that are written out. */
  private static final int LONGEST_NUMBER = 40;

  static final String SOURCE = "source";
  static final String DRIVING = "driving";
  static final String OUTPUT = "output";

  /** Written by Troupe into the manifest of what failed, for people. */
  static final String REASON = "reason";

  /** A number as people write it: 25 and 0.5, never 2.5E1. */
  static String number(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    return Math.abs((long) plain.scale()) > LONGEST_NUMBER
        ? plain.toString()
        : plain.toPlainString();
  }

  /** Hears rows in their order. */
  interface Reader {
    /** Called once for each row. */
    void accept(ManifestRow row);
  }
}
