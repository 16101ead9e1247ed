package dev.troupe.source;

import dev.troupe.problems.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * A Hadoop stream as a read-only channel. It reads whole blocks and keeps the last few of them: in
 * an object store every read is a request, and readers of videos jump between index, pictures and
 * sound.
 */
final class HadoopChannel implements SeekableByteChannel {
  /** What one read fetches: an image in one request, a minute of video in a few. */
  static final int BLOCK_BYTES = 1 << 20;

  private static final int KEPT_BLOCKS = 4;

  private final String name;
  private final FSDataInputStream stream;
  private final long size;
  private final Map<Long, byte[]> blocks =
      new LinkedHashMap<>(KEPT_BLOCKS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
          return size() > KEPT_BLOCKS;
        }
      };
  private long position;
  private boolean open = true;

  HadoopChannel(String name, FSDataInputStream stream, long size) {
    this.name = name;
    this.stream = stream;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    checkOpen();
    if (position >= size) {
      return -1;
    }
    byte[] block = block(position / BLOCK_BYTES);
    int offset = (int) (position % BLOCK_BYTES);
    int count = Math.min(target.remaining(), block.length - offset);
    target.put(block, offset, count);
    position += count;
    return count;
  }

  private byte[] block(long number) throws IOException {
    byte[] kept = blocks.get(number);
    if (kept != null) {
      return kept;
    }
    long start = number * BLOCK_BYTES;
    byte[] bytes = new byte[(int) Math.min(BLOCK_BYTES, size - start)];
    try {
      stream.readFully(start, bytes);
    } catch (IOException e) {
      // Not one of a missing file either: it was there when it was opened.
      throw new StorageException("Cannot read %s: %s".formatted(name, e.getMessage()), e);
    }
    blocks.put(number, bytes);
    return bytes;
  }

  @Override
  public long position() throws ClosedChannelException {
    checkOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws ClosedChannelException {
    checkOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("a position must not be negative, found " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws ClosedChannelException {
    checkOpen();
    return size;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    blocks.clear();
    stream.close();
  }

  private void checkOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }
}
