package dev.troupe.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * Reads part of a file in order; every length is checked against what is left before it is used.
 */
final class ByteCursor {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel channel;
  private final long end;
  private final ByteBuffer buffer;
  private long next;

  /** Reads from {@code start} up to, not including, {@code end}. */
  ByteCursor(FileChannel channel, long start, long end) {
    this.channel = channel;
    this.next = start;
    this.end = end;
    int bufferBytes = (int) Math.max(8, Math.min(BUFFER_BYTES, end - start));
    this.buffer = ByteBuffer.allocate(bufferBytes).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  }

  /** The place in the file of the byte that is read next. */
  long position() {
    return next - buffer.remaining();
  }

  long remaining() {
    return end - position();
  }

  /** Moves on without reading. */
  void skip(long bytes) {
    require(bytes);
    next = position() + bytes;
    buffer.limit(0);
  }

  int unsignedByte() {
    return ahead(1).get() & 0xff;
  }

  int unsignedShort() {
    return ahead(2).getShort() & 0xffff;
  }

  int int32() {
    return ahead(4).getInt();
  }

  long unsignedInt() {
    return int32() & 0xffffffffL;
  }

  long int64() {
    return ahead(8).getLong();
  }

  /** A 64-bit floating point number, most significant byte first, as pickles hold them. */
  double bigEndianDouble() {
    return Double.longBitsToDouble(Long.reverseBytes(int64()));
  }

  byte[] bytes(long count, int most, String what) {
    if (count < 0 || count > most) {
      throw new MalformedException(
          "%s is too long; expected at most %d bytes, found %d".formatted(what, most, count));
    }
    require(count);
    byte[] read = new byte[(int) count];
    for (int at = 0; at < read.length; ) {
      int step = Math.min(read.length - at, buffer.capacity());
      ahead(step).get(read, at, step);
      at += step;
    }
    return read;
  }

  /** Text up to a line feed, which is consumed and not returned. */
  String line(int most, String what) {
    StringBuilder text = new StringBuilder();
    for (int c = unsignedByte(); c != '\n'; c = unsignedByte()) {
      if (text.length() == most) {
        throw new MalformedException(what + " is longer than " + most + " characters");
      }
      text.append((char) c);
    }
    return text.toString();
  }

  String text(long count, int most, String what) {
    return new String(bytes(count, most, what), StandardCharsets.UTF_8);
  }

  private void require(long count) {
    if (count < 0 || count > remaining()) {
      throw new MalformedException(
          "it ends too early; expected %d more bytes at byte %d, found %d"
              .formatted(count, position(), remaining()));
    }
  }

  private ByteBuffer ahead(int count) {
    if (buffer.remaining() < count) {
      require(count);
      buffer.compact();
      buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + (end - next)));
      try {
        while (buffer.hasRemaining()) {
          int read = channel.read(buffer, next);
          if (read < 0) {
            throw new MalformedException("it became shorter while it was read");
          }
          next += read;
        }
      } catch (IOException e) {
        throw MalformedException.unreadable(e);
      }
      buffer.flip();
    }
    return buffer;
  }
}
