package dev.troupe.media;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Walks a JPEG's markers without decoding it: how many scans there are, whether they are all there,
 * and where its EXIF stands.
 */
final class JpegMarkers {
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int APPLICATION_1 = 0xE1;
  private static final int COEFFICIENTS = 64;
  private static final int UNSEEN = Byte.MAX_VALUE;
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

  private final byte[][] lowBits = new byte[256][];
  private Orientation orientation = Orientation.UPRIGHT;
  private boolean hasOrientation;
  private int[] components = {};
  private int scans;
  private boolean isProgressive;
  private boolean hasEnd;

  JpegMarkers(byte[] bytes) {
    int at = 2;
    while (!hasEnd && at + 1 < bytes.length) {
      int marker = bytes[at + 1] & 0xFF;
      if (bytes[at] != (byte) 0xFF || marker == 0 || marker == 0xFF || isBare(marker)) {
        at += marker == 0xFF || bytes[at] != (byte) 0xFF ? 1 : 2;
      } else if (marker == END_OF_IMAGE) {
        hasEnd = true;
      } else if (at + 3 < bytes.length) {
        int length = Math.max(2, ((bytes[at + 2] & 0xFF) << 8) | (bytes[at + 3] & 0xFF));
        if (length <= bytes.length - at - 2) {
          segment(marker, ByteBuffer.wrap(bytes, at + 4, length - 2).slice());
        }
        at += 2 + length;
      } else {
        break;
      }
    }
  }

  Orientation orientation() {
    return orientation;
  }

  /** How many passes over the picture the decoder makes. */
  int scans() {
    return scans;
  }

  /** Whether the decoder keeps all coefficients until the last scan. */
  boolean isProgressive() {
    return isProgressive;
  }

  /** Whether the mark of the end is there. */
  boolean hasEnd() {
    return hasEnd;
  }

  /** Whether every component's coefficients are announced, down to the last bit. */
  boolean announcesAll() {
    for (int component : components) {
      byte[] bits = lowBits[component];
      if (bits == null) {
        return false;
      }
      for (byte bit : bits) {
        if (bit != 0) {
          return false;
        }
      }
    }
    return scans > 0;
  }

  private void segment(int marker, ByteBuffer data) {
    if (marker == START_OF_SCAN) {
      scans++;
      scan(data);
    } else if (isFrame(marker) && components.length == 0 && data.remaining() >= 6) {
      isProgressive = marker == 0xC2;
      int count = Math.min(data.get(5) & 0xFF, (data.remaining() - 6) / 3);
      components = new int[count];
      Arrays.setAll(components, i -> data.get(6 + 3 * i) & 0xFF);
    } else if (marker == APPLICATION_1 && !hasOrientation && startsWithExif(data)) {
      hasOrientation = true;
      orientation = Exif.orientation(data.slice(EXIF.length, data.remaining() - EXIF.length));
    }
  }

  private void scan(ByteBuffer data) {
    int count = data.hasRemaining() ? data.get(0) & 0xFF : 0;
    if (data.remaining() < 4 + 2 * count) {
      return;
    }
    int from = isProgressive ? data.get(1 + 2 * count) & 0xFF : 0;
    int to = isProgressive ? data.get(2 + 2 * count) & 0xFF : COEFFICIENTS - 1;
    int low = isProgressive ? data.get(3 + 2 * count) & 0xF : 0;
    for (int i = 0; i < count; i++) {
      int component = data.get(1 + 2 * i) & 0xFF;
      if (lowBits[component] == null) {
        lowBits[component] = new byte[COEFFICIENTS];
        Arrays.fill(lowBits[component], (byte) UNSEEN);
      }
      for (int k = from; k <= Math.min(to, COEFFICIENTS - 1); k++) {
        lowBits[component][k] = (byte) low;
      }
    }
  }

  private static boolean startsWithExif(ByteBuffer data) {
    return data.remaining() > EXIF.length
        && data.slice(0, EXIF.length).equals(ByteBuffer.wrap(EXIF));
  }

  /** Markers without content: restarts, the start of the image, temporary ones. */
  private static boolean isBare(int marker) {
    return (marker >= 0xD0 && marker <= 0xD8) || marker == 1;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }
}
