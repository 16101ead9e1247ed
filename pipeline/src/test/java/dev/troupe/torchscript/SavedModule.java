package dev.troupe.torchscript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An archive as {@code torch.jit.save} writes it, its code compressed. */
public final class SavedModule {
  private SavedModule() {}

  /**
   * Writes one.
   *
   * @param attributes the module's: tensors, and maps for modules inside
   * @param file where to
   */
  public static void write(Map<String, ?> attributes, Path file) throws IOException {
    PickleWriter pickle = new PickleWriter();
    List<TensorData> storages = new ArrayList<>();
    describe(attributes, pickle, storages);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      stored(zip, "vgg/data.pkl", pickle.finish());
      for (int key = 0; key < storages.size(); key++) {
        stored(zip, "vgg/data/" + key, bytes(storages.get(key).floats()));
      }
      zip.putNextEntry(new ZipEntry("vgg/code/__torch__/torch/nn/modules/container.py"));
      zip.write("import os; os.abort()\n".repeat(100).getBytes(StandardCharsets.US_ASCII));
      stored(zip, "vgg/constants.pkl", new PickleWriter().op(')').finish());
      stored(zip, "vgg/version", new byte[] {'3', '\n'});
    }
  }

  private static void describe(
      Map<String, ?> attributes, PickleWriter pickle, List<TensorData> storages) {
    pickle.global("__torch__.torch.nn.modules.container.___torch_mangle_7", "Sequential");
    pickle.op(')').op(0x81).op('}').op('(');
    pickle.text("training").bool(false);
    pickle.text("_is_full_backward_hook").op('N');
    pickle.text("padding").global("torch.jit._pickle", "build_intlist");
    pickle.op('(').op(']').op('(').integer(1).integer(1).op('e').op('t').op('R');
    attributes.forEach(
        (name, value) -> {
          pickle.text(name);
          if (value instanceof TensorData tensor) {
            pickle.tensor(Integer.toString(storages.size()), tensor.shape(), true);
            storages.add(tensor);
          } else {
            @SuppressWarnings("unchecked") // what is no tensor is a module
            Map<String, ?> inner = (Map<String, ?>) value;
            describe(inner, pickle, storages);
          }
        });
    pickle.op('u').op('b');
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
