package dev.troupe.torchscript;

import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PyTorch's files since 1.6: a zip of one pickle and one entry of raw elements per storage. */
final class ZipReader {
  private static final String PICKLE = "/data.pkl";

  private final FileChannel channel;
  private final PickleGlobals globals;
  private final Map<String, ZipDirectory.Entry> entries;

  private ZipReader(
      FileChannel channel, PickleGlobals globals, Map<String, ZipDirectory.Entry> entries) {
    this.channel = channel;
    this.globals = globals;
    this.entries = entries;
  }

  /** A reader of what {@code torch.save} wrote. */
  static ZipReader ofCheckpoint(FileChannel channel, long size, String file) {
    return new ZipReader(
        channel, new PickleGlobals(file), new ZipDirectory(channel, size).entries());
  }

  /** A reader that takes what {@code torch.jit.save} wrote as well; its code is left alone. */
  static ZipReader ofWeights(FileChannel channel, long size, String file) {
    return new ZipReader(
        channel,
        new ScriptGlobals(file),
        new ZipDirectory(channel, size, ZipReader::isData).entries());
  }

  private static boolean isData(String name) {
    String inside = name.substring(name.indexOf('/') + 1);
    return inside.equals("data.pkl") || inside.equals("byteorder") || inside.startsWith("data/");
  }

  /** Reads the object; its tensors know where their elements lie. */
  Object read() {
    List<ZipDirectory.Entry> pickles =
        entries.values().stream().filter(entry -> isPickle(entry.name())).toList();
    if (pickles.size() != 1) {
      throw new MalformedException(
          "it is a zip, but not one that PyTorch wrote; expected one data.pkl, found "
              + pickles.size());
    }
    String name = pickles.get(0).name();
    String folder = name.substring(0, name.length() - PICKLE.length());
    Object value = new Unpickler(cursor(pickles.get(0)), globals).read();
    ByteOrder order = byteOrder(entries.get(folder + "/byteorder"));
    for (Storage storage : globals.storages().values()) {
      ZipDirectory.Entry entry = entries.get(folder + "/data/" + storage.key());
      if (entry == null) {
        throw new MalformedException("it lacks the elements of storage " + storage.key());
      }
      if (entry.bytes() != storage.bytes()) {
        throw new MalformedException(
            "storage %s has the wrong size; expected %d bytes, found %d"
                .formatted(storage.key(), storage.bytes(), entry.bytes()));
      }
      storage.foundAt(channel, entry.position(), order);
    }
    return value;
  }

  private static boolean isPickle(String name) {
    return name.endsWith(PICKLE) && name.indexOf('/') == name.lastIndexOf('/');
  }

  private ByteOrder byteOrder(ZipDirectory.@Nullable Entry entry) {
    if (entry == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    byte[] bytes = cursor(entry).bytes(entry.bytes(), 16, "its byte order");
    return switch (new String(bytes, StandardCharsets.US_ASCII).strip().toLowerCase(Locale.ROOT)) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw new MalformedException("its byte order is neither little nor big");
    };
  }

  private ByteCursor cursor(ZipDirectory.Entry entry) {
    return new ByteCursor(channel, entry.position(), entry.position() + entry.bytes());
  }
}
