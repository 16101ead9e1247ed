package dev.troupe.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A run of elements in a checkpoint that tensors are views of. Its size is known from the pickled
 * objects; where it lies, only once the reader has found it.
 */
final class Storage {
  private static final int CHUNK_BYTES = 1 << 20;

  private final String key;
  private final ElementType type;
  private final long count;
  private Place place = Place.UNKNOWN;

  Storage(String key, ElementType type, long count) {
    this.key = key;
    this.type = type;
    this.count = count;
  }

  String key() {
    return key;
  }

  ElementType type() {
    return type;
  }

  /** How many elements it has. */
  long count() {
    return count;
  }

  long bytes() {
    return count * type.bytes();
  }

  /** Says where the elements lie; {@code position + bytes()} must be inside the file. */
  void foundAt(FileChannel channel, long position, ByteOrder order) {
    place = new Place(channel, position, order);
  }

  /** Reads {@code length} elements from {@code first} on; both must be inside the storage. */
  float[] read(long first, int length) {
    float[] values = new float[length];
    int chunkBytes = (int) Math.min(CHUNK_BYTES, (long) length * type.bytes());
    ByteBuffer chunk = ByteBuffer.allocate(chunkBytes).order(place.order());
    int perChunk = CHUNK_BYTES / type.bytes();
    for (int at = 0; at < length; at += perChunk) {
      int step = Math.min(perChunk, length - at);
      chunk.clear().limit(step * type.bytes());
      place.fill(chunk, (first + at) * type.bytes());
      chunk.flip();
      for (int i = 0; i < step; i++) {
        values[at + i] = type.at(chunk);
      }
    }
    return values;
  }

  private record Place(@Nullable FileChannel channel, long position, ByteOrder order) {
    static final Place UNKNOWN = new Place(null, 0, ByteOrder.LITTLE_ENDIAN);

    void fill(ByteBuffer chunk, long offset) {
      if (channel == null) {
        throw new MalformedException("it names elements that it does not hold");
      }
      long at = position + offset;
      try {
        while (chunk.hasRemaining()) {
          int read = channel.read(chunk, at);
          if (read < 0) {
            throw new MalformedException("it became shorter while it was read");
          }
          at += read;
        }
      } catch (IOException e) {
        throw MalformedException.unreadable(e);
      }
    }
  }
}
