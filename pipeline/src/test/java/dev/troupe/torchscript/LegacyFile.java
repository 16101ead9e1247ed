package dev.troupe.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A legacy checkpoint put together by hand: any pickle as its object, any bytes as elements. */
final class LegacyFile {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  LegacyFile(PickleWriter object, String... storageKeys) {
    bytes.writeBytes(CheckpointWriter.legacyStart());
    bytes.writeBytes(object.finish());
    PickleWriter keys = new PickleWriter().op(']').op('(');
    for (String key : storageKeys) {
      keys.text(key);
    }
    bytes.writeBytes(keys.op('e').finish());
  }

  LegacyFile elements(long count, int... values) {
    byte[] content = new byte[8 + values.length];
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(count);
    for (int i = 0; i < values.length; i++) {
      content[8 + i] = (byte) values[i];
    }
    bytes.writeBytes(content);
    return this;
  }

  Path in(Path folder) {
    try {
      return Files.write(folder.resolve("model.pth.tar"), bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code {"generator": {"weight": tensor}}}, the tensor a view of storage "0". */
  static PickleWriter network(
      String storageType, long elements, long offset, long[] shape, long[] strides) {
    PickleWriter pickle = new PickleWriter().op('}').text("generator").op('}').text("weight");
    tensor(pickle, storageType, elements, offset, shape, strides);
    return pickle.op('s').op('s');
  }

  static void tensor(
      PickleWriter pickle,
      String storageType,
      long elements,
      long offset,
      long[] shape,
      long[] strides) {
    pickle.global("torch._utils", "_rebuild_tensor_v2").op('(').op('(').text("storage");
    pickle.global("torch", storageType).text("0").text("cuda:0");
    longInteger(pickle, elements).op('N').op('t').op('Q');
    longInteger(pickle, offset);
    longTuple(pickle, shape);
    longTuple(pickle, strides);
    pickle.bool(false).global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
  }

  private static void longTuple(PickleWriter pickle, long[] values) {
    pickle.op('(');
    for (long value : values) {
      longInteger(pickle, value);
    }
    pickle.op('t');
  }

  static PickleWriter longInteger(PickleWriter pickle, long value) {
    pickle.op(0x8a).op(8);
    for (int i = 0; i < 8; i++) {
      pickle.op((int) (value >> (8 * i)) & 0xff);
    }
    return pickle;
  }
}
