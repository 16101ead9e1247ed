package dev.troupe.media;

import java.io.IOException;
import java.time.Duration;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file in memory as Java's image readers want it. They cannot be interrupted, but all of them
 * read on: once the time is over, reading fails.
 */
final class BytesImageStream extends ImageInputStreamImpl {
  private final byte[] bytes;
  private final int length;
  private final Duration most;
  private final long start = System.nanoTime();

  /** Reads the first bytes of an array, which is not copied. */
  BytesImageStream(byte[] bytes, int length, Duration most) {
    this.bytes = bytes;
    this.length = length;
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    checkTime();
    bitOffset = 0;
    return streamPos < length ? bytes[(int) streamPos++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    checkTime();
    bitOffset = 0;
    if (streamPos >= length) {
      return -1;
    }
    int read = (int) Math.min(count, length - streamPos);
    System.arraycopy(bytes, (int) streamPos, target, offset, read);
    streamPos += read;
    return read;
  }

  @Override
  public long length() {
    return length;
  }

  private void checkTime() throws IOException {
    if (System.nanoTime() - start > most.toNanos()) {
      throw new IOException("decoding it takes more than %d s".formatted(most.toSeconds()));
    }
  }
}
