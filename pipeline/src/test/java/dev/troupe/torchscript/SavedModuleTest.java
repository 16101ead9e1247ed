package dev.troupe.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TorchScript archives read for their numbers alone. */
class SavedModuleTest {
  @TempDir Path folder;

  @Test
  void openWeights_moduleInAModule_givesItsTensorsByTheirNames() throws IOException {
    Path file = folder.resolve("vgg.pt");
    SavedModule.write(
        Map.of("features", Map.of("0", Map.of("weight", TensorData.of(List.of(2, 1), 3, 4)))),
        file);

    try (Checkpoint module = Checkpoint.openWeights(file)) {
      Map<?, ?> features = (Map<?, ?>) Objects.requireNonNull(module.values().get("features"));
      Map<?, ?> first = (Map<?, ?>) Objects.requireNonNull(features.get("0"));
      assertThat(weight(first).floats()).containsExactly(3, 4);
      assertThat(first.get("padding")).isEqualTo(List.of(1L, 1L));
      assertThat(module.values().get("training")).isEqualTo(false);
    }
  }

  @Test
  void openWeights_checkpoint_isReadAsEver() throws IOException {
    Path file = folder.resolve("checkpoint.pth");
    CheckpointFile.write(Map.of("net", Map.of("weight", TensorData.of(List.of(1), 5))), file);

    try (Checkpoint checkpoint = Checkpoint.openWeights(file)) {
      assertThat(weight(checkpoint.tensors("net")).floats()).containsExactly(5);
    }
  }

  private static StoredTensor weight(Map<?, ?> attributes) {
    return (StoredTensor) Objects.requireNonNull(attributes.get("weight"));
  }

  @Test
  void open_module_isRefusedWhereACheckpointIsWanted() throws IOException {
    Path file = folder.resolve("vgg.pt");
    SavedModule.write(Map.of(), file);
    Refusals.assertRefused(file, "container.py is compressed");
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "builtins, eval",
    "__torch, Net",
    "torch.jit._pickle, restore_type_tag"
  })
  void openWeights_foreignName_isRefusedByName(String module, String name) throws IOException {
    PickleWriter object = new PickleWriter().global(module, name).op(')').op(0x81);
    assertRefused(pickle(object.finish()), "\"" + module + "." + name + "\"");
  }

  @Test
  void openWeights_objectOfAKnownFunction_isRefused() throws IOException {
    PickleWriter object = new PickleWriter().global("collections", "OrderedDict").op(')').op(0x81);
    assertRefused(pickle(object.finish()), "it makes an object of collections.OrderedDict");
  }

  @Test
  void openWeights_compressedNumbers_areRefused() throws IOException {
    Path file = folder.resolve("bomb.pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("vgg/data/0"));
      zip.write(new byte[10_000_000]);
    }
    assertRefused(file, "vgg/data/0 is compressed");
  }

  private Path pickle(byte[] bytes) throws IOException {
    Path file = folder.resolve("hostile.pt");
    try (StoredZipWriter zip = new StoredZipWriter(file)) {
      zip.entry("vgg/data.pkl", bytes);
      zip.finish();
    }
    return file;
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> Checkpoint.openWeights(file).close())
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(reason);
  }
}
