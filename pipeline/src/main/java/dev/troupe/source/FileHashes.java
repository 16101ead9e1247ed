package dev.troupe.source;

import dev.troupe.media.MediaInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files and bytes, in lower-case hexadecimal, as manifests state them. */
public final class FileHashes {
  private static final int CHUNK_BYTES = 1 << 16;

  private FileHashes() {}

  /**
   * The hash of a file's content.
   *
   * @param input the file
   * @return 64 hexadecimal digits
   * @throws IOException if it cannot be read
   */
  public static String sha256(MediaInput input) throws IOException {
    MessageDigest digest = digest();
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
    try (SeekableByteChannel channel = input.open()) {
      while (channel.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The hash of bytes.
   *
   * @param bytes any
   * @return 64 hexadecimal digits
   */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /**
   * The hash of a clip: a file's, or for a folder of pictures that of its files' hashes in order of
   * name, a line each.
   *
   * @param uri a file or folder
   * @return 64 hexadecimal digits
   * @throws IOException if it cannot be read
   */
  public static String sha256OfClip(String uri) throws IOException {
    if (!HadoopFiles.isFolder(uri)) {
      return sha256(HadoopFiles.input(uri));
    }
    StringBuilder hashes = new StringBuilder();
    for (String inside : HadoopFiles.list(uri)) {
      hashes.append(sha256(HadoopFiles.input(inside))).append('\n');
    }
    return sha256(hashes.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
