package dev.troupe.torchscript;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes checkpoints in both serialisations, for tests: maps, lists, texts, numbers and tensors.
 * Tensors are asked for their numbers one at a time, so that a file may be large.
 */
public final class CheckpointWriter {
  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
  private final List<TensorData> storages = new ArrayList<>();

  private CheckpointWriter() {}

  /** PyTorch's stream from before 1.6. */
  public static void writeLegacy(Map<String, ?> values, Path file) {
    CheckpointWriter writer = new CheckpointWriter();
    writer.legacyHeader();
    writer.op(0x80).op(2).value(values, true).op('.');
    writer.op(0x80).op(2).op(']').op('(');
    for (int key = 0; key < writer.storages.size(); key++) {
      writer.text("" + key);
    }
    writer.op('e').op('.');
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write(writer.pickle.toByteArray());
      for (TensorData data : writer.storages) {
        out.write(counted(data.floats()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** PyTorch's zip since 1.6. */
  public static void writeZip(Map<String, ?> values, Path file) {
    CheckpointWriter writer = new CheckpointWriter();
    writer.op(0x80).op(2).value(values, false).op('.');
    try (StoredZipWriter zip = new StoredZipWriter(file)) {
      zip.entry("test/data.pkl", writer.pickle.toByteArray());
      zip.entry("test/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
      for (int key = 0; key < writer.storages.size(); key++) {
        zip.entry("test/data/" + key, writer.storages.get(key).floats());
      }
      zip.entry("test/version", "3\n".getBytes(StandardCharsets.US_ASCII));
      zip.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first three pickles: magic number, version, system. */
  static byte[] legacyStart() {
    CheckpointWriter writer = new CheckpointWriter();
    writer.legacyHeader();
    return writer.pickle.toByteArray();
  }

  private void legacyHeader() {
    op(0x80).op(2).op(0x8a).op(10);
    for (int b : new int[] {0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19}) {
      op(b);
    }
    op('.').op(0x80).op(2).op('M').op(1001 & 0xff).op(1001 >> 8).op('.');
    op(0x80).op(2).op('}').text("little_endian").op(0x88).op('s').op('.');
  }

  private CheckpointWriter value(Object value, boolean legacy) {
    if (value instanceof Map<?, ?> map) {
      op('}').op('(');
      map.forEach((key, item) -> value(key, legacy).value(item, legacy));
      op('u');
    } else if (value instanceof List<?> list) {
      op(']').op('(');
      list.forEach(item -> value(item, legacy));
      op('e');
    } else if (value instanceof String text) {
      text(text);
    } else if (value instanceof Integer number) {
      integer(number);
    } else if (value instanceof TensorData data) {
      tensor(data, legacy);
    } else {
      throw new IllegalArgumentException("no way to write " + value);
    }
    return this;
  }

  private void tensor(TensorData data, boolean legacy) {
    global("torch._utils", "_rebuild_tensor_v2").op('(').op('(').text("storage");
    global("torch", "FloatStorage").text("" + storages.size()).text("cuda:0").integer(count(data));
    storages.add(data);
    if (legacy) {
      op('N');
    }
    op('t').op('Q').integer(0).op('(');
    data.shape().forEach(this::integer);
    op('t').op('(');
    int stride = count(data);
    for (int side : data.shape()) {
      stride /= side;
      integer(stride);
    }
    op('t').op(0x89).global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
  }

  private CheckpointWriter global(String module, String name) {
    op('c');
    pickle.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  private CheckpointWriter text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    op('X').int32(bytes.length);
    pickle.writeBytes(bytes);
    return this;
  }

  private CheckpointWriter integer(int value) {
    return op('J').int32(value);
  }

  private CheckpointWriter int32(int value) {
    return op(value).op(value >> 8).op(value >> 16).op(value >> 24);
  }

  private CheckpointWriter op(int code) {
    pickle.write(code);
    return this;
  }

  private static int count(TensorData data) {
    return data.shape().stream().reduce(1, Math::multiplyExact);
  }

  /** A legacy storage: the number of elements, then the elements. */
  private static byte[] counted(float[] values) {
    byte[] bytes = new byte[8 + 4 * values.length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(values.length).asFloatBuffer().put(values);
    return bytes;
  }
}
