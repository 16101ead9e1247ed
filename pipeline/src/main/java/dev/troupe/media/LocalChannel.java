package dev.troupe.media;

import dev.troupe.problems.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A local file for reading; what fails once it is open is the disk's fault. */
final class LocalChannel implements SeekableByteChannel {
  private final String name;
  private final SeekableByteChannel file;

  LocalChannel(Path path) throws IOException {
    name = path.toString();
    try {
      file = Files.newByteChannel(path);
    } catch (IOException e) {
      throw StorageException.of("Cannot read " + name, e);
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    try {
      return file.read(target);
    } catch (IOException e) {
      throw StorageException.of("Cannot read " + name, e);
    }
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    file.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
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
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
