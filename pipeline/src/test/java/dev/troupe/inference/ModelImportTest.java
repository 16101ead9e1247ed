package dev.troupe.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.model.ModelPackage;
import dev.troupe.model.NetworkConfig;
import dev.troupe.model.RandomNetwork;
import dev.troupe.model.TestConfig;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import dev.troupe.torchscript.CheckpointWriter;
import dev.troupe.torchscript.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelImportTest {
  @TempDir Path folder;

  /**
   * The largest difference seen over these networks is 2e-5; a wrong stage differs by more than
   * 1e-2.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "num_kp=3",
        "occlusion=false",
        "estimate_jacobian=false",
        "estimate_jacobian=false occlusion=false single_jacobian_map=true",
        "single_jacobian_map=true num_kp=5",
        "num_kp=1",
        "kp_scale=1 motion_scale=1",
        "kp_scale=0.75 motion_scale=0.9",
        "kp_scale=0.25 pad=3 frame_shape=[48,64,3] motion_scale=0.25",
        "kp_scale=0.33 motion_scale=0.33 frame_shape=[48,96,3]",
        "pad=1 temperature=0.5 variance=0.05",
        "bottleneck_blocks=0",
        "down_blocks=0 bottleneck_blocks=0 occlusion=false",
        "down_blocks=3 motion_scale=0.5 bottleneck_blocks=2",
        "motion_scale=0.25 down_blocks=1 frame_shape=[64,128,3]",
        "kp_blocks=1 motion_blocks=1 motion_features=4 kp_features=4 features=4",
        "kp_blocks=3 motion_blocks=3 kp_features=16 frame_shape=[64,64,3]",
      })
  void run_otherConfiguration_provesItself(String changes) {
    TestConfig config = new TestConfig();
    for (String change : changes.split(" ", -1)) {
      String[] pair = change.split("=", -1);
      config.set(pair[0], pair[1]);
    }
    for (boolean alignCorners : new boolean[] {true, false}) {
      Path output = folder.resolve("model-" + alignCorners);
      ModelPackage model =
          Golden.importModel(checkpoint(config), configFile(), output, alignCorners);
      assertThat(model.manifest().proof())
          .hasSize(12)
          .allSatisfy((name, difference) -> assertThat(difference).isLessThan(2e-4));
    }
  }

  private Path configFile() {
    return folder.resolve("config.yaml");
  }

  private Path checkpoint(TestConfig config) {
    NetworkConfig network = NetworkConfig.read(config.write(configFile()));
    return write(RandomNetwork.of(network, 42));
  }

  private Path write(Map<String, Object> values) {
    Path file = folder.resolve("checkpoint.pth.tar");
    CheckpointWriter.writeLegacy(values, file);
    return file;
  }

  private void assertFails(Path checkpoint, Class<?> kind, String... reasons) throws IOException {
    Path output = folder.resolve("out");
    assertThatThrownBy(() -> Golden.importModel(checkpoint, configFile(), output, true))
        .isInstanceOf(kind)
        .hasMessageContainingAll(reasons);
    try (var left = Files.list(folder)) {
      assertThat(left).noneMatch(file -> file.getFileName().toString().contains("out"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, holds a value that is not finite",
    "Infinity, holds a value that is not finite",
  })
  void run_weightThatIsNoNumber_isNamed(float value, String reason) throws IOException {
    assertFails(
        changed("generator", "final.bias", value),
        BadDataException.class,
        "generator.final.bias",
        reason);
  }

  @Test
  void run_negativeVariance_isNamed() throws IOException {
    assertFails(
        changed("kp_detector", "predictor.encoder.down_blocks.0.norm.running_var", -1),
        BadDataException.class,
        "kp_detector.predictor.encoder.down_blocks.0.norm.running_var holds a negative variance");
  }

  /** A network that overflows float32 computes no numbers, and nothing can be proved of it. */
  @Test
  void run_weightsThatOverflow_failTheProof() throws IOException {
    assertFails(
        changed("generator", "first.conv.bias", 3e38f),
        BadDataException.class,
        "the package computes something else than the checkpoint",
        "encoding by");
  }

  private Path changed(String network, String tensor, float value) {
    Map<String, Object> values =
        new LinkedHashMap<>(
            RandomNetwork.of(NetworkConfig.read(new TestConfig().write(configFile())), 42));
    Map<Object, Object> tensors = new LinkedHashMap<>((Map<?, ?>) values.get(network));
    TensorData sound = (TensorData) tensors.get(tensor);
    float[] numbers = sound.floats();
    Arrays.fill(numbers, value);
    tensors.put(tensor, TensorData.of(sound.shape(), numbers));
    values.put(network, tensors);
    return write(values);
  }

  @Test
  void run_missingNetwork_isNamed() throws IOException {
    Path checkpoint = checkpoint(new TestConfig());
    Map<String, Object> values =
        new HashMap<>(RandomNetwork.of(NetworkConfig.read(configFile()), 42));
    values.remove("kp_detector");
    write(values);
    assertFails(checkpoint, BadDataException.class, "no network \"kp_detector\"");
  }

  @Test
  void run_safetensorsOfTheSameWeights_givesTheSamePackage() throws IOException {
    Path config = Golden.folder("vox-mini").resolve("config.yaml");
    Path checkpoint = config.resolveSibling("checkpoint.pth.tar");
    Path tensors = folder.resolve("vox.safetensors");
    SafetensorsFile.write(checkpoint, tensors, "generator", "kp_detector");

    ModelPackage first = Golden.importModel(checkpoint, config, folder.resolve("first"), true);
    ModelPackage second = Golden.importModel(tensors, config, folder.resolve("second"), true);

    assertThat(second.manifest().contentHash()).isEqualTo(first.manifest().contentHash());
  }

  @Test
  void run_checkpointOfAnotherConfiguration_listsTensors() throws IOException {
    Path checkpoint = checkpoint(new TestConfig().set("num_kp", 5));
    new TestConfig().write(configFile());
    assertFails(
        checkpoint,
        BadDataException.class,
        "kp_detector.kp.bias: expected [3], found [5]",
        "generator.dense_motion_network.mask.bias: expected [4], found [6]");
  }

  @Test
  void run_severalMistakes_areReportedTogether() throws IOException {
    new TestConfig().set("num_kp", 0).write(configFile());
    Path output = Files.createDirectory(folder.resolve("there"));
    ImportRequest request =
        new ImportRequest(
            folder.resolve("none"), configFile(), output, true, false, "../x", "a test");
    assertThatThrownBy(() -> ModelImport.run(request))
        .isInstanceOfSatisfying(
            RequestException.class,
            e -> {
              List<String> mistakes = e.mistakes();
              assertThat(mistakes).hasSize(3);
              assertThat(e).hasMessageContainingAll("exists already", "\"../x\"", "num_kp");
            });
  }
}
