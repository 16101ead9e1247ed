package dev.troupe.torchscript;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** TorchScript archives: what PyTorch's {@code torch::jit::load}, and so DJL, loads. */
public final class ScriptArchive {
  private static final int EMPTY_DICTIONARY = '}';

  private ScriptArchive() {}

  /**
   * Writes a module. The bytes depend on nothing but the module; a file of that name is replaced,
   * and only once the new one is complete.
   *
   * @param module the module, which is asked for its tensors one at a time
   * @param file where to; its folder must exist
   * @throws IOException if it cannot be written
   */
  public static void write(ScriptModule module, Path file) throws IOException {
    Path parts = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(parts);
    try {
      try (StoredZipWriter zip = new StoredZipWriter(parts)) {
        writeEntries(module, zip);
        zip.finish();
      }
      Files.move(parts, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(parts);
    }
  }

  /**
   * Writes a module to a stream: the same bytes as to a file.
   *
   * @param module the module, which is asked for its tensors one at a time
   * @param out where to; not closed
   * @throws IOException if it cannot be written
   */
  public static void write(ScriptModule module, OutputStream out) throws IOException {
    @SuppressWarnings("resource") // the stream is the caller's
    StoredZipWriter zip = new StoredZipWriter(out);
    writeEntries(module, zip);
    zip.finish();
  }

  private static void writeEntries(ScriptModule module, StoredZipWriter zip) throws IOException {
    PickleWriter pickle = new PickleWriter();
    List<TensorData> storages = new ArrayList<>();
    describe(module, pickle, storages);
    zip.entry("archive/data.pkl", pickle.finish());
    zip.entry("archive/code/__torch__.py", module.source().getBytes(StandardCharsets.UTF_8));
    for (int key = 0; key < storages.size(); key++) {
      zip.entry("archive/data/" + key, numbers(storages.get(key)));
    }
    zip.entry("archive/constants.pkl", new PickleWriter().op(')').finish());
    zip.entry("archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static float[] numbers(TensorData data) {
    float[] values = data.floats();
    int count = data.shape().stream().reduce(1, Math::multiplyExact);
    if (values.length != count) {
      throw new IllegalStateException(
          "a tensor of shape %s gave %d numbers".formatted(data.shape(), values.length));
    }
    return values;
  }

  private static void describe(
      ScriptModule module, PickleWriter pickle, List<TensorData> storages) {
    pickle.global("__torch__", module.className()).op(')').op(0x81);
    pickle.op(EMPTY_DICTIONARY).op('(');
    for (Map.Entry<String, ScriptModule.Tensor> entry : module.tensors().entrySet()) {
      ScriptModule.Tensor tensor = entry.getValue();
      String key = Integer.toString(storages.size());
      storages.add(tensor.data());
      pickle.text(entry.getKey()).tensor(key, tensor.data().shape(), tensor.trainable());
    }
    pickle.text("training").bool(false);
    module
        .children()
        .forEach(
            (name, child) -> {
              pickle.text(name);
              describe(child, pickle, storages);
            });
    pickle.op('u').op('b');
  }
}
