package dev.troupe.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.troupe.media.FrameSize;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkConfigTest {
  @TempDir Path folder;

  private List<String> mistakes(TestConfig config) {
    Path file = config.write(folder.resolve("config.yaml"));
    RequestException e =
        catchThrowableOfType(RequestException.class, () -> NetworkConfig.read(file));
    assertThat(e).as("a refusal").isNotNull();
    assertThat(e.mistakes())
        .allMatch(mistake -> mistake.startsWith("Cannot use configuration " + file + ": "));
    return e.mistakes();
  }

  @Test
  void read_everyKey_isTaken() {
    TestConfig values = new TestConfig().set("frame_shape", "[64, 32, 3]").set("num_kp", 7);
    NetworkConfig config = NetworkConfig.read(values.write(folder.resolve("config.yaml")));
    assertThat(config)
        .isEqualTo(
            new NetworkConfig(
                new FrameSize(32, 64),
                7,
                true,
                new NetworkConfig.Detector(new HourglassConfig(4, 8, 2), 0.1, 0.5, false, 0),
                new NetworkConfig.DenseMotion(new HourglassConfig(4, 8, 2), 0.5, 0.01),
                new NetworkConfig.Generator(4, 8, 1, 1, true)));
  }

  @Test
  void read_keyTwice_takesTheLastOne() throws IOException {
    Path file = new TestConfig().write(folder.resolve("config.yaml"));
    String text = Files.readString(file);
    Files.writeString(file, text.replace("    num_kp: 3\n", "    num_kp: 7\n    num_kp: 3\n"));
    assertThat(NetworkConfig.read(file).keypointCount()).isEqualTo(3);
  }

  @Test
  void read_aliasesThatMultiply_areNotUnfolded() throws IOException {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 100; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    Path file = new TestConfig().write(folder.resolve("config.yaml"));
    Files.writeString(file, text + Files.readString(file));
    assertThat(NetworkConfig.read(file).keypointCount()).isEqualTo(3);
  }

  @Test
  void read_optionalKeysMissing_takeTheirDefaults() throws IOException {
    Path file = new TestConfig().write(folder.resolve("config.yaml"));
    List<String> kept =
        Files.readAllLines(file).stream()
            .filter(
                line ->
                    !line.matches(
                        ".*(scale_factor|single_jacobian_map|pad|occlusion_map|variance):.*"))
            .toList();
    NetworkConfig config = NetworkConfig.read(Files.write(file, kept));
    assertThat(config.detector())
        .isEqualTo(new NetworkConfig.Detector(new HourglassConfig(4, 8, 2), 0.1, 1, false, 0));
    assertThat(config.denseMotion().scaleFactor()).isEqualTo(1);
    assertThat(config.denseMotion().keypointVariance()).isEqualTo(0.01);
    assertThat(config.generator().estimateOcclusion()).isFalse();
  }

  @Test
  void read_pythonSpelling_isUnderstood() {
    TestConfig values = new TestConfig().set("estimate_jacobian", "True").set("occlusion", "FALSE");
    NetworkConfig config = NetworkConfig.read(values.write(folder.resolve("config.yaml")));
    assertThat(config.hasJacobians()).isTrue();
    assertThat(config.generator().estimateOcclusion()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "num_kp|0|common_params.num_kp must be between 1 and 256, found 0",
        "num_kp|ten|common_params.num_kp must be an integer, found \"ten\"",
        "num_kp|99999999999|common_params.num_kp must be an integer, found 99999999999",
        "num_channels|1|common_params.num_channels must be 3, found 1",
        "estimate_jacobian|2|common_params.estimate_jacobian must be true or false, found 2",
        "frame_shape|[32, 32]|frame_shape must be [height, width, 3], found [32,32]",
        "frame_shape|[32, 32, 1]|frame_shape must be [height, width, 3], found [32,32,1]",
        "frame_shape|[0, 32, 3]|frame_shape must have sides between 8 and 4096",
        "kp_scale|0.3|kp_detector_params.num_blocks halves a picture of 11x11 pixels 2 times",
        "temperature|0|kp_detector_params.temperature must be above 0, found 0.0",
        "variance|-1|dense_motion_params.kp_variance must be above 0, found -1.0",
        "kp_scale|2|kp_detector_params.scale_factor must be between 0.015625 and 1, found 2.0",
        "kp_features|2|kp_detector_params.max_features must not be below block_expansion",
        "features|2|generator_params.max_features must not be below block_expansion, found 2 and 4",
        "kp_blocks|0|kp_detector_params.num_blocks must be between 1 and 10, found 0",
        "down_blocks|-1|generator_params.num_down_blocks must be between 0 and 10, found -1",
        "down_blocks|6|num_down_blocks halves a picture of 32x32 pixels 6 times",
        "pad|-1|kp_detector_params.pad must be between 0 and 64, found -1",
        "kp_scale|0.125|kp_detector_params.pad must be larger",
        "motion_expansion||dense_motion_params.block_expansion must be an integer, found \"\"",
      })
  void read_impossibleValue_isNamed(String key, String value, String mistake) {
    TestConfig config = new TestConfig().set(key, value == null ? "" : value);
    assertThat(mistakes(config)).singleElement().asString().contains(mistake);
  }

  @Test
  void read_severalImpossibleValues_areReportedTogether() {
    TestConfig config =
        new TestConfig().set("num_kp", 0).set("temperature", "hot").set("kp_blocks", 99);
    assertThat(mistakes(config))
        .hasSize(3)
        .anyMatch(mistake -> mistake.contains("num_kp"))
        .anyMatch(mistake -> mistake.contains("temperature"))
        .anyMatch(mistake -> mistake.contains("num_blocks"));
  }

  @Test
  void read_emptySections_reportEveryMissingKey() throws IOException {
    Path file = Files.writeString(folder.resolve("config.yaml"), "model_params: {}\n");
    assertThatThrownBy(() -> NetworkConfig.read(file))
        .isInstanceOf(RequestException.class)
        .hasMessageContainingAll(
            "frame_shape",
            "num_kp",
            "estimate_jacobian",
            "temperature",
            "num_down_blocks",
            "dense_motion_params.num_blocks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "42", "- a\n- b\n", "a: [1, 2", "a: 1\na: 2\n", "\u0000\u0001", "a: *b"})
  void read_noYamlOfKeys_isRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("config.yaml"), text);
    assertThatThrownBy(() -> NetworkConfig.read(file))
        .isInstanceOfAny(BadDataException.class, RequestException.class)
        .hasMessageContaining(file.toString())
        .hasMessageStartingWith("Cannot ");
  }

  @Test
  void read_deeplyNestedYaml_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("config.yaml"), "a: " + "[".repeat(100_000));
    assertThatThrownBy(() -> NetworkConfig.read(file)).isInstanceOf(BadDataException.class);
  }

  @Test
  void read_missingFileFolderOrHugeFile_isRefused() throws IOException {
    Path huge = Files.write(folder.resolve("huge.yaml"), new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> NetworkConfig.read(folder.resolve("none.yaml")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> NetworkConfig.read(folder))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("it is no file");
    assertThatThrownBy(() -> NetworkConfig.read(huge))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("too long");
  }
}
