package dev.troupe.torchscript;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes checkpoints as the published ones are: PyTorch's legacy stream, which every version of it
 * reads. Tensors pass through memory one at a time.
 */
public final class CheckpointFile {

  /** The number by which PyTorch knows its streams. */
  private static final byte[] MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16).toByteArray();

  private static final int VERSION = 1001;
  private static final int CHUNK_FLOATS = 1 << 16;

  private CheckpointFile() {}

  /**
   * Writes a checkpoint; a file of that name is replaced, and only once the new one is on the disk.
   *
   * @param values networks and whatever else: {@link TensorData} (float32), {@code Long}, {@code
   *     Double}, {@code Boolean}, {@code String}, lists and maps of these; maps become ordered
   *     dictionaries
   * @param file where to; its folder must exist
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if a value is of another kind
   */
  public static void write(Map<String, ?> values, Path file) throws IOException {
    Path parts = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      try (FileChannel channel =
              FileChannel.open(
                  parts,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        writeAll(values, out);
        out.flush();
        channel.force(true);
      }
      Files.move(parts, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(parts);
    }
  }

  private static void writeAll(Map<String, ?> values, OutputStream out) throws IOException {
    PickleWriter magic = new PickleWriter().op(0x8a).op(MAGIC.length);
    for (int i = MAGIC.length - 1; i >= 0; i--) {
      magic.op(MAGIC[i]);
    }
    out.write(magic.finish());
    out.write(new PickleWriter().integer(VERSION).finish());
    out.write(systemInfo());
    PickleWriter object = new PickleWriter();
    List<TensorData> storages = new ArrayList<>();
    describe(values, object, storages);
    out.write(object.finish());
    PickleWriter keys = new PickleWriter().op(']').op('(');
    for (int key = 0; key < storages.size(); key++) {
      keys.text(Integer.toString(key));
    }
    out.write(keys.op('e').finish());
    for (TensorData storage : storages) {
      writeElements(storage.floats(), out);
    }
  }

  private static byte[] systemInfo() {
    PickleWriter info = new PickleWriter().op('}').op('(');
    info.text("protocol_version").integer(VERSION);
    info.text("little_endian").bool(true);
    info.text("type_sizes").op('}').op('(');
    info.text("short").integer(2).text("int").integer(4).text("long").integer(4).op('u');
    return info.op('u').finish();
  }

  private static void describe(Object value, PickleWriter pickle, List<TensorData> storages) {
    if (value instanceof TensorData tensor) {
      String key = Integer.toString(storages.size());
      storages.add(tensor);
      pickle.legacyTensor(key, tensor.shape());
    } else if (value instanceof Map<?, ?> map) {
      pickle.global("collections", "OrderedDict").op(')').op('R').op('(');
      map.forEach(
          (key, item) -> {
            describe(key, pickle, storages);
            describe(item, pickle, storages);
          });
      pickle.op('u');
    } else if (value instanceof List<?> list) {
      pickle.op(']').op('(');
      list.forEach(item -> describe(item, pickle, storages));
      pickle.op('e');
    } else {
      describeScalar(value, pickle);
    }
  }

  private static void describeScalar(Object value, PickleWriter pickle) {
    if (value instanceof Long number) {
      pickle.wide(number);
    } else if (value instanceof Double number) {
      pickle.number(number);
    } else if (value instanceof Boolean flag) {
      pickle.bool(flag);
    } else if (value instanceof String text) {
      pickle.text(text);
    } else {
      throw new IllegalArgumentException("a checkpoint cannot hold a " + value.getClass());
    }
  }

  private static void writeElements(float[] values, OutputStream out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(4 * CHUNK_FLOATS).order(ByteOrder.LITTLE_ENDIAN);
    chunk.putLong(values.length);
    out.write(chunk.array(), 0, chunk.position());
    for (int at = 0; at < values.length; at += CHUNK_FLOATS) {
      int step = Math.min(CHUNK_FLOATS, values.length - at);
      chunk.clear();
      chunk.asFloatBuffer().put(values, at, step);
      out.write(chunk.array(), 0, 4 * step);
    }
  }
}
