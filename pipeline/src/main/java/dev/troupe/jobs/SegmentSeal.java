package dev.troupe.jobs;

import dev.troupe.problems.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is kept beside a segment: what its listener kept and the hashes of all files of the segment,
 * so that a file that was cut short or damaged since is not taken for a finished one.
 *
 * @param kept what the listener kept
 * @param hashes SHA-256 in hexadecimal, by the file's name in the work folder
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SegmentSeal(byte[] kept, Map<String, String> hashes) {
  private static final int MARK = 0x54525301;
  private static final int HASH_BYTES = 32;
  private static final int MOST_FILES = 1 << 16;

  /** Copies the hashes. */
  public SegmentSeal {
    hashes = new LinkedHashMap<>(hashes);
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      out.writeInt(kept.length);
      out.write(kept);
      out.writeInt(hashes.size());
      for (Map.Entry<String, String> file : hashes.entrySet()) {
        out.writeUTF(file.getKey());
        out.writeUTF(file.getValue());
      }
      out.flush();
      out.write(hash(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a seal.
   *
   * @param name the file's name, for the message
   * @param bytes its content
   * @return the seal
   * @throws BadDataException if it is damaged
   */
  public static SegmentSeal read(String name, byte[] bytes) {
    int size = bytes.length - HASH_BYTES;
    if (size < 0
        || !MessageDigest.isEqual(
            hash(Arrays.copyOf(bytes, size)), Arrays.copyOfRange(bytes, size, bytes.length))) {
      throw damaged(name);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, size))) {
      if (in.readInt() != MARK) {
        throw damaged(name);
      }
      byte[] kept = in.readNBytes(in.readInt());
      Map<String, String> hashes = new LinkedHashMap<>();
      int count = Math.min(MOST_FILES, in.readInt());
      for (int i = 0; i < count; i++) {
        hashes.put(in.readUTF(), in.readUTF());
      }
      return new SegmentSeal(kept, hashes);
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(name);
    }
  }

  private static BadDataException damaged(String name) {
    return new BadDataException("Cannot read %s: it is damaged".formatted(name));
  }

  private static byte[] hash(byte[] bytes) {
    return ContentHash.sha256().digest(bytes);
  }
}
