package dev.troupe.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;

/** A Hadoop stream as a read-only channel. */
final class HadoopChannel implements SeekableByteChannel {
  private final FSDataInputStream stream;
  private final long size;
  private long position;
  private boolean open = true;

  HadoopChannel(FSDataInputStream stream, long size) {
    this.stream = stream;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    checkOpen();
    if (position >= size) {
      return -1;
    }
    if (stream.getPos() != position) {
      stream.seek(position);
    }
    int count;
    if (target.hasArray()) {
      count =
          stream.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
      if (count > 0) {
        target.position(target.position() + count);
      }
    } else {
      byte[] bytes = new byte[Math.min(target.remaining(), 1 << 16)];
      count = stream.read(bytes, 0, bytes.length);
      if (count > 0) {
        target.put(bytes, 0, count);
      }
    }
    position += Math.max(0, count);
    return count;
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
    stream.close();
  }

  private void checkOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }
}
