package dev.troupe.torchscript;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PyTorch's stream from before 1.6: five pickles (magic number, version, system, object, storage
 * keys), then each storage's element count and elements.
 */
final class LegacyReader {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  private final FileChannel channel;
  private final ByteCursor in;
  private final PickleGlobals globals;

  LegacyReader(FileChannel channel, long size, String file) {
    this.channel = channel;
    this.in = new ByteCursor(channel, 0, size);
    this.globals = new PickleGlobals(file);
  }

  /** Reads the object; its tensors know where their elements lie. */
  Object read() {
    if (!MAGIC.equals(next())) {
      throw new MalformedException("it is a pickle, but not one that PyTorch wrote");
    }
    Object version = next();
    if (!version.equals(VERSION)) {
      throw new MalformedException("it is of an unknown version; expected " + VERSION);
    }
    ByteOrder order =
        next() instanceof Map<?, ?> system && Boolean.FALSE.equals(system.get("little_endian"))
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN;
    Object value = next();
    if (!(next() instanceof List<?> keys)) {
      throw new MalformedException("it does not list its storages");
    }
    Set<String> found = new HashSet<>();
    for (Object key : keys) {
      Storage storage = key instanceof String name ? globals.storages().get(name) : null;
      if (storage == null || !found.add(storage.key())) {
        throw new MalformedException("it lists a storage twice or one that no tensor uses");
      }
      locate(storage, order);
    }
    for (String key : globals.storages().keySet()) {
      if (!found.contains(key)) {
        throw new MalformedException("it lacks the elements of storage " + key);
      }
    }
    return value;
  }

  private void locate(Storage storage, ByteOrder order) {
    long count = in.int64();
    if (order == ByteOrder.BIG_ENDIAN) {
      count = Long.reverseBytes(count);
    }
    if (count != storage.count()) {
      throw new MalformedException(
          "storage %s has the wrong size; expected %d elements, found %d"
              .formatted(storage.key(), storage.count(), count));
    }
    storage.foundAt(channel, in.position(), order);
    in.skip(storage.bytes());
  }

  private Object next() {
    return new Unpickler(in, globals).read();
  }
}
