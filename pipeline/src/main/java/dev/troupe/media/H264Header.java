package dev.troupe.media;

import java.util.OptionalInt;

/** Reads from an H.264 stream's header how many pictures its decoder keeps for reference. */
final class H264Header {
  private static final int SEQUENCE = 7;
  private static final int MOST_REFERENCES = 16;

  private final byte[] bytes;
  private long position;

  private H264Header(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Without the bytes that keep start codes from appearing by chance. */
  private static byte[] unescaped(byte[] header, int from) {
    byte[] plain = new byte[header.length - from];
    int count = 0;
    for (int i = from; i < header.length; i++) {
      boolean isEscape =
          header[i] == 3 && i >= from + 2 && header[i - 1] == 0 && header[i - 2] == 0;
      if (!isEscape) {
        plain[count++] = header[i];
      }
    }
    return plain;
  }

  /**
   * The number of reference pictures.
   *
   * @param header as containers keep it (avcC), or with start codes
   * @return empty where there is no readable header
   */
  static OptionalInt references(byte[] header) {
    int most = -1;
    for (int i = 0; i + 5 < header.length; i++) {
      boolean isStart = header[i] == 0 && header[i + 1] == 0 && header[i + 2] == 1;
      boolean isFirst = header[0] == 1 && i == 5;
      int unit = i + 3; // behind a start code, or behind the count and the first length
      if ((isStart || isFirst) && unit < header.length && (header[unit] & 0x1F) == SEQUENCE) {
        most = Math.max(most, new H264Header(unescaped(header, unit + 1)).references());
      }
    }
    return most < 0 ? OptionalInt.empty() : OptionalInt.of(Math.min(MOST_REFERENCES, most));
  }

  private int references() {
    int profile = bits(8);
    bits(16); // constraints, level
    number(); // its own number
    if (hasColours(profile)) {
      int sampling = number();
      bits(sampling == 3 ? 1 : 0);
      number();
      number(); // depths
      bits(1);
      if (bits(1) == 1) {
        skipScaling(sampling == 3 ? 12 : 8);
      }
    }
    number(); // frame numbers
    int order = number();
    if (order == 0) {
      number();
    } else if (order == 1) {
      bits(1);
      number();
      number();
      int cycle = Math.min(255, number());
      for (int i = 0; i < cycle; i++) {
        number();
      }
    }
    return number();
  }

  private static boolean hasColours(int profile) {
    return switch (profile) {
      case 44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244 -> true;
      default -> false;
    };
  }

  private void skipScaling(int lists) {
    for (int list = 0; list < lists; list++) {
      if (bits(1) == 1) {
        int last = 8;
        int next = 8;
        for (int i = 0; i < (list < 6 ? 16 : 64); i++) {
          if (next != 0) {
            int code = number();
            int delta = (code & 1) == 1 ? (code + 1) / 2 : -code / 2;
            next = (last + delta) & 0xFF;
          }
          last = next == 0 ? last : next;
        }
      }
    }
  }

  private int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++, position++) {
      int at = (int) (position / 8);
      int bit = at < bytes.length ? bytes[at] >> (7 - position % 8) & 1 : 0;
      value = value << 1 | bit;
    }
    return value;
  }

  /** A number in the code whose length grows with it (Exp-Golomb). */
  private int number() {
    int zeros = 0;
    while (zeros < 31 && bits(1) == 0) {
      zeros++;
    }
    return (1 << zeros) - 1 + bits(zeros);
  }
}
