package dev.troupe.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A PNG's chunks. The file is packed in place: what its pixels do not need is taken out, so that no
 * decoder unfolds it; the few chunks about colours and orientation are kept aside, as stored.
 */
final class PngChunks {
  private static final int SIGNATURE_BYTES = 8;
  private static final int HEAD_BYTES = 8; // length and type
  private static final int CHECKSUM_BYTES = 4;
  private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final Set<String> FACTS = Set.of("eXIf", "iCCP", "sRGB", "gAMA", "cHRM", "cICP");
  private static final byte[] LAST = {
    0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82
  };

  /** Much more than a profile or an orientation takes. */
  private static final int MOST_FACT_BYTES = 4 << 20;

  private final Map<String, ByteBuffer> facts = new HashMap<>();
  private byte[] bytes;
  private int packed = SIGNATURE_BYTES;

  /**
   * Reads all chunks.
   *
   * @param bytes the file; written to
   * @throws IOException if a chunk that the pixels need is damaged
   */
  PngChunks(byte[] bytes) throws IOException {
    this.bytes = bytes;
    ByteBuffer file = ByteBuffer.wrap(bytes);
    boolean isWhole = false;
    int at = SIGNATURE_BYTES;
    while (!isWhole && at + HEAD_BYTES <= bytes.length) {
      int stated = file.getInt(at);
      int length = Math.min(stated, bytes.length - at - HEAD_BYTES);
      String type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (stated < 0) {
        throw new IOException("a chunk of negative length");
      }
      boolean isCut = at + HEAD_BYTES + length + CHECKSUM_BYTES > bytes.length;
      if (PIXELS.contains(type)) {
        if (!isCut) {
          check(at, length, type);
        }
        keep(at, length);
        isWhole = type.equals("IEND");
      } else if (FACTS.contains(type) && !isCut && length <= MOST_FACT_BYTES) {
        byte[] fact = Arrays.copyOfRange(bytes, at + HEAD_BYTES, at + HEAD_BYTES + length);
        facts.putIfAbsent(type, ByteBuffer.wrap(fact));
      }
      at = isCut ? bytes.length : at + HEAD_BYTES + length + CHECKSUM_BYTES;
    }
    if (!isWhole) {
      end(); // without it the decoder would miss pixels that are there
    }
  }

  /** The packed file; only its first {@link #length} bytes count. */
  byte[] bytes() {
    return bytes;
  }

  /** The length of the packed file. */
  int length() {
    return packed;
  }

  /** The content of a chunk about colours or orientation; null if there is none. */
  @org.jspecify.annotations.Nullable
  ByteBuffer fact(String type) {
    return facts.get(type);
  }

  private void check(int at, int length, String type) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, at + 4, length + 4);
    if ((int) checksum.getValue() != ByteBuffer.wrap(bytes).getInt(at + HEAD_BYTES + length)) {
      throw new IOException("wrong checksum of chunk " + type);
    }
  }

  private void keep(int at, int length) {
    int whole = Math.min(HEAD_BYTES + length + CHECKSUM_BYTES, bytes.length - at);
    System.arraycopy(bytes, at, bytes, packed, whole);
    ByteBuffer.wrap(bytes).putInt(packed, length);
    packed += HEAD_BYTES + length + CHECKSUM_BYTES;
  }

  private void end() {
    bytes = Arrays.copyOf(bytes, packed + LAST.length);
    System.arraycopy(LAST, 0, bytes, packed, LAST.length);
    packed = bytes.length;
  }
}
