package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.media.FrameSize;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the augmentation's keys mean. */
class TrainingConfigTest {
  @TempDir Path folder;

  private TrainingConfig with(String augmentation) throws IOException {
    Path file = folder.resolve("config.yaml");
    String yaml =
        TinyTraining.yaml()
            .replace(
                "    flip_param:", augmentation.indent(4).stripTrailing() + "\n    flip_param:");
    return TrainingConfig.read(Files.writeString(file, yaml));
  }

  @ParameterizedTest
  @CsvSource({"'[32, 16]', 16, 32", "16, 16, 16", "'[48, 32]', 32, 48"})
  void read_crop_isWhatTrainingSees(String size, int width, int height) throws IOException {
    TrainingConfig config = with("crop_param: {size: %s}".formatted(size));

    assertThat(config.trained().frameSize()).isEqualTo(new FrameSize(width, height));
    assertThat(config.networks().frameSize()).isEqualTo(new FrameSize(32, 32));
  }

  @Test
  void read_noCrop_trainsAtFrameShape() throws IOException {
    assertThat(with("resize_param: {ratio: [0.9, 1.1]}").trained().frameSize())
        .isEqualTo(new FrameSize(32, 32));
  }

  @ParameterizedTest
  @CsvSource({
    "'crop_param: {size: [0, 16]}', crop_param.size must be one side or height and width",
    "'crop_param: {size: [16]}', crop_param.size must be one side or height and width",
    "'crop_param: {size: 18}', crop_param.size takes the place of frame_shape",
    "'resize_param: {ratio: [1.1, 0.9]}', resize_param.ratio must be two rising numbers",
    "'resize_param: {ratio: [1, 100]}', resize_param.ratio must be two rising numbers",
    "'rotation_param: {degrees: 9}', there is no key \"rotation_param\" in augmentation_params",
  })
  void read_impossibleValue_isRefused(String augmentation, String reason) {
    assertThatThrownBy(() -> with(augmentation))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void read_severalImpossibleValues_areSaidTogether() throws IOException {
    Path file = folder.resolve("config.yaml");
    String yaml =
        TinyTraining.yaml()
            .replace("hue: 0.1", "hue: 0.7")
            .replace("sigma_tps: 0.005", "sigma_tps: -1")
            .replace("    flip_param:", "    resize_param: {ratio: 2}\n    flip_param:")
            .replace("    flip_param:", "    crop_param: {size: -4}\n    flip_param:");
    Files.writeString(file, yaml);

    assertThatThrownBy(() -> TrainingConfig.read(file))
        .isInstanceOfSatisfying(
            RequestException.class,
            e ->
                assertThat(e.mistakes())
                    .hasSize(4)
                    .anyMatch(
                        each -> each.contains("hue from 0 to 0.5, found 0.1, 0.1, 0.1 and 0.7"))
                    .anyMatch(each -> each.contains("sigma_tps must be from 0 to 10.0"))
                    .anyMatch(each -> each.contains("resize_param.ratio must be a list of numbers"))
                    .anyMatch(each -> each.contains("crop_param.size must be one side")));
  }
}
