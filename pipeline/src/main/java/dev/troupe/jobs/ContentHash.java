package dev.troupe.jobs;

import dev.troupe.media.MediaInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files and of texts, in hexadecimal. */
public final class ContentHash {
  private ContentHash() {}

  /**
   * The hash of a file's bytes.
   *
   * @param input the file
   * @return 64 hex digits
   * @throws IOException if it cannot be read
   */
  public static String of(MediaInput input) throws IOException {
    try (SeekableByteChannel channel = input.open()) {
      MessageDigest digest = sha256();
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      while (channel.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  /**
   * The hash of a text's UTF-8 bytes.
   *
   * @param text any
   * @return 64 hex digits
   */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The hash of bytes.
   *
   * @param bytes any
   * @return 64 hex digits
   */
  public static String of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  /**
   * The hash of what is left in a buffer.
   *
   * @param bytes any; empty afterwards
   * @return 64 hex digits
   */
  public static String of(ByteBuffer bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
