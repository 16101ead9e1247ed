package dev.troupe.inference;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.troupe.model.ModelPackage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.opentest4j.AssertionFailedError;

/** One golden network: its files and the reference implementation's numbers. */
final class Golden implements AutoCloseable {
  private final Path folder;
  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final Map<String, NDArray> expected = new HashMap<>();

  Golden(String network) {
    folder = folder(network);
    try (InputStream in = Files.newInputStream(folder.resolve("expected.npz"))) {
      NDList.decode(manager, in).forEach(array -> expected.put(array.getName(), array));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path folder(String network) {
    try {
      return Path.of(Golden.class.getResource("/golden/" + network).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionFailedError("resources lie in files", e);
    }
  }

  /** Imports a checkpoint of the network. */
  ModelPackage importModel(String checkpoint, Path output, boolean alignCorners) {
    return importModel(
        folder.resolve(checkpoint), folder.resolve("config.yaml"), output, alignCorners);
  }

  static ModelPackage importModel(Path checkpoint, Path config, Path output, boolean alignCorners) {
    try {
      return ModelImport.run(
          new ImportRequest(checkpoint, config, output, alignCorners, false, "test", "a test"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  NDManager manager() {
    return manager;
  }

  NDArray get(String name) {
    NDArray array = expected.get(name);
    if (array == null) {
      throw new AssertionFailedError(name + " is not among " + expected.keySet());
    }
    return array;
  }

  @Override
  public void close() {
    manager.close();
  }
}
