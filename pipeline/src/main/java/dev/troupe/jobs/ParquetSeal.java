package dev.troupe.jobs;

import dev.troupe.source.HadoopFiles;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * A SHA-256 inside a Parquet file of all its other bytes and of what the file is for, so that
 * damage is noticed before anything in it is believed. It lies between the rows and the footer,
 * where no reader of Parquet looks.
 */
public final class ParquetSeal {
  private static final byte[] MARK = "TroupeSHA-256".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_BYTES = 32;
  private static final int SEAL_BYTES = MARK.length + HASH_BYTES;

  /** The footer's length and Parquet's mark. */
  private static final int TAIL_BYTES = 8;

  private static final int MOST_FOOTER_BYTES = 1 << 28;

  private ParquetSeal() {}

  /**
   * Seals a finished file.
   *
   * @param file a Parquet file that has no seal
   * @param purpose what it is for; who checks the seal must say the same
   * @throws IOException if it cannot be read and written
   */
  public static void seal(Path file, String purpose) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long footer =
          footer(channel)
              .orElseThrow(
                  () -> new IOException("Cannot seal %s: it is no Parquet file".formatted(file)));
      ByteBuffer end = read(channel, footer, (int) (channel.size() - footer));
      MessageDigest digest = begin(purpose);
      update(digest, channel, footer);
      digest.update(end.duplicate());
      ByteBuffer sealed = ByteBuffer.allocate(SEAL_BYTES + end.remaining());
      sealed.put(MARK).put(digest.digest()).put(end).flip();
      channel.position(footer);
      while (sealed.hasRemaining()) {
        channel.write(sealed);
      }
    }
  }

  /**
   * Whether a file is there and as it was sealed.
   *
   * @param file its URI or path
   * @param purpose what it is for
   * @return false for a missing file, one of another purpose, one without a seal and a damaged one
   * @throws IOException if the storage fails
   */
  public static boolean isSound(String file, String purpose) throws IOException {
    try (SeekableByteChannel channel = HadoopFiles.input(file).open()) {
      Optional<Long> footer = footer(channel);
      if (footer.isEmpty() || footer.get() < SEAL_BYTES) {
        return false;
      }
      long rowsEnd = footer.get() - SEAL_BYTES;
      ByteBuffer end = read(channel, rowsEnd, (int) (channel.size() - rowsEnd));
      byte[] mark = new byte[MARK.length];
      byte[] hash = new byte[HASH_BYTES];
      end.get(mark).get(hash);
      if (!Arrays.equals(mark, MARK)) {
        return false;
      }
      MessageDigest digest = begin(purpose);
      update(digest, channel, rowsEnd);
      digest.update(end);
      return MessageDigest.isEqual(digest.digest(), hash);
    } catch (FileNotFoundException | NoSuchFileException | EOFException e) {
      return false;
    }
  }

  /** Where the footer begins; empty if the file cannot have one. */
  private static Optional<Long> footer(SeekableByteChannel channel) throws IOException {
    long size = channel.size();
    if (size <= TAIL_BYTES) {
      return Optional.empty();
    }
    int length =
        read(channel, size - TAIL_BYTES, TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt();
    long begin = size - TAIL_BYTES - length;
    return length <= 0 || length > MOST_FOOTER_BYTES || begin <= 0
        ? Optional.empty()
        : Optional.of(begin);
  }

  private static MessageDigest begin(String purpose) {
    MessageDigest digest = ContentHash.sha256();
    digest.update(purpose.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return digest;
  }

  /** Adds the file's first bytes. */
  private static void update(MessageDigest digest, SeekableByteChannel channel, long count)
      throws IOException {
    channel.position(0);
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    for (long left = count; left > 0; left -= buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      fill(channel, buffer);
      digest.update(buffer.duplicate());
    }
  }

  private static ByteBuffer read(SeekableByteChannel channel, long from, int count)
      throws IOException {
    channel.position(from);
    ByteBuffer buffer = ByteBuffer.allocate(count);
    fill(channel, buffer);
    return buffer;
  }

  private static void fill(SeekableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("a file became shorter while it was read");
      }
    }
    buffer.flip();
  }
}
