package dev.troupe.torchscript;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the few instructions of Python's pickle language (protocol 2) that archives need. */
final class PickleWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleWriter() {
    op(0x80).op(2);
  }

  byte[] finish() {
    op('.');
    return out.toByteArray();
  }

  PickleWriter op(int code) {
    out.write(code);
    return this;
  }

  PickleWriter global(String module, String name) {
    op('c');
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  PickleWriter text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    op('X').int32(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  PickleWriter integer(int value) {
    return op('J').int32(value);
  }

  PickleWriter bool(boolean value) {
    return op(value ? 0x88 : 0x89);
  }

  PickleWriter tuple(List<Integer> values) {
    op('(');
    values.forEach(this::integer);
    return op('t');
  }

  PickleWriter wide(long value) {
    if (value == (int) value) {
      return integer((int) value);
    }
    op(0x8a).op(Long.BYTES);
    out.writeBytes(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    return this;
  }

  PickleWriter number(double value) {
    op('G');
    out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    return this;
  }

  /** A float32 tensor, dense and row-major, whose elements are all of the storage {@code key}. */
  PickleWriter tensor(String key, List<Integer> shape, boolean trainable) {
    return storage(key, shape).op('t').op('Q').rebuilt(shape, trainable);
  }

  /** The same in a legacy stream, whose storages say besides that they are no views: None. */
  PickleWriter legacyTensor(String key, List<Integer> shape) {
    return storage(key, shape).op('N').op('t').op('Q').rebuilt(shape, false);
  }

  private PickleWriter storage(String key, List<Integer> shape) {
    global("torch._utils", "_rebuild_tensor_v2").op('(');
    int count = shape.stream().reduce(1, Math::multiplyExact);
    op('(').text("storage").global("torch", "FloatStorage").text(key).text("cpu");
    return integer(count);
  }

  private PickleWriter rebuilt(List<Integer> shape, boolean trainable) {
    integer(0).tuple(shape).tuple(strides(shape)).bool(trainable);
    return global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
  }

  private static List<Integer> strides(List<Integer> shape) {
    Integer[] strides = new Integer[shape.size()];
    int stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape.get(i);
    }
    return List.of(strides);
  }

  private PickleWriter int32(int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }
}
