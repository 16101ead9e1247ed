package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.media.Clip;
import dev.troupe.media.FrameSize;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Landmarks that guide keypoints, from their files to what is learnt. */
class LandmarkGuideTest {
  private static final float TINY = 1e-5f;

  @TempDir Path folder;
  private TinyTraining tiny;

  @BeforeEach
  void prepare() throws IOException {
    tiny = new TinyTraining(folder);
    guided("[[0], [1, 2]]");
  }

  private void guided(String lists) throws IOException {
    Files.writeString(tiny.config(), guidedYaml(lists));
  }

  private static String guidedYaml(String lists) {
    return TinyTraining.yaml()
            .replace("horizontal_flip: true", "horizontal_flip: false")
            .replace("lr_kp_detector: 0.0002", "lr_kp_detector: 0.01")
            .replace("pixel: 10", "pixel: 10\n    landmark: 30\n    landmark_focus: 5")
            .stripTrailing()
        + "\n  landmark_guide: "
        + lists
        + "\n";
  }

  /** The middle of the square that wanders, and its left and right edges. */
  private void writeLandmarks(String video, int frames) throws IOException {
    Path file = tiny.data().resolve("landmarks/train/%s.jsonl".formatted(video));
    Files.createDirectories(file.getParent());
    StringBuilder lines = new StringBuilder();
    for (int frame = 0; frame < frames; frame++) {
      int x = 8 + 3 * frame;
      lines.append(
          "{\"frame\":%d,\"points\":[[%d,14,1],[%d,14,1],[%d,14,%d]]}\n"
              .formatted(frame, x, x - 6, x + 6, frame == 3 ? 0 : 1));
    }
    Files.writeString(file, lines);
  }

  private Clip clip(String video) throws IOException {
    return new VideoFolder.Entry(tiny.data().resolve("train").resolve(video).toString(), true)
        .open();
  }

  private float[] aims(FrameSize size) throws IOException {
    LandmarkGuide guide = new LandmarkGuide(List.of(List.of(0), List.of(1, 2)), size);
    String file = tiny.data().resolve("landmarks/train/train0.jsonl").toString();
    return guide.aims(file, clip("train0"));
  }

  @Test
  void aims_sameSize_areNormalisedMeans() throws IOException {
    writeLandmarks("train0", 4);

    float[] aims = aims(new FrameSize(32, 32));

    assertThat(aims).hasSize(4 * 2 * 3);
    float y = 2 * 14 / 31f - 1;
    float x = 2 * 8 / 31f - 1;
    assertThat(java.util.Arrays.copyOf(aims, 6))
        .containsExactly(new float[] {x, y, 1, x, y, 1}, within());
    assertThat(aims[3 * 6 + 2]).as("a visible point").isEqualTo(1);
    assertThat(aims[3 * 6 + 5]).as("the mean with a hidden one").isZero();
  }

  @Test
  void aims_otherShape_followScalingAndCut() throws IOException {
    writeLandmarks("train0", 4);

    float[] aims = aims(new FrameSize(16, 64)); // doubled, and 24 pixels cut from either side

    assertThat(aims[0]).isCloseTo(2 * (8.5f * 2 - 24 - 0.5f) / 15 - 1, within());
    assertThat(aims[1]).isCloseTo(2 * (14.5f * 2 - 0.5f) / 63 - 1, within());
    assertThat(aims[2]).as("outside the cut").isZero();
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.data.Offset.offset(TINY);
  }

  @Test
  void aims_noFile_areEmpty() throws IOException {
    assertThat(aims(new FrameSize(32, 32))).isEmpty();
  }

  @Test
  void aims_tooFewFramesOrDamage_areReported() throws IOException {
    writeLandmarks("train0", 3);
    assertThatThrownBy(() -> aims(new FrameSize(32, 32)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("expected 4 frames, found 3");

    Path file = tiny.data().resolve("landmarks/train/train0.jsonl");
    Files.writeString(file, "{\"points\":[[1,2,1]]}\n");
    assertThatThrownBy(() -> aims(new FrameSize(32, 32)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("line 1 has no landmark 1");

    Files.writeString(file, "{\"points\":[[1,2\n");
    assertThatThrownBy(() -> aims(new FrameSize(32, 32)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("line 1 is no JSON");
  }

  @Test
  void training_guided_drawsKeypointsToLandmarks() throws IOException {
    for (int i = 0; i < 3; i++) {
      writeLandmarks("train" + i, 4);
    }
    TinyTraining.Recorder recorder = new TinyTraining.Recorder(-1);

    Training.run(tiny.request(tiny.output("run"), false, 60), recorder);

    double first = mean(recorder.losses.subList(0, 6));
    double last = mean(recorder.losses.subList(54, 60));
    assertThat(last).isLessThan(first / 2);
  }

  @Test
  void training_noTermOnPictures_trainsTheDetectorAlone() throws IOException {
    for (int i = 0; i < 3; i++) {
      writeLandmarks("train" + i, 4);
    }
    Files.writeString(tiny.config(), detectorAloneYaml());
    TinyTraining.Recorder recorder = new TinyTraining.Recorder(-1);
    TrainingConfig config = TrainingConfig.read(tiny.config());
    TrainRequest request = tiny.request(tiny.output("run"), false, 60);
    TrainingState drawn =
        StartingState.of(config, request.start(), tiny.output("none"), new java.util.ArrayList<>());

    TrainResult result = Training.run(request, recorder);

    assertThat(mean(recorder.losses.subList(54, 60)))
        .isLessThan(mean(recorder.losses.subList(0, 6)) / 2);
    assertThat(recorder.losses.get(0))
        .containsOnlyKeys("equivariance_value", "equivariance_jacobian", "landmark");
    TrainingState trained = TrainingState.resume(result.checkpoint(), drawn);
    assertThat(parameters(trained, 0)).as("generator").isEqualTo(parameters(drawn, 0));
    assertThat(parameters(trained, 1)).as("detector").isNotEqualTo(parameters(drawn, 1));
  }

  private static float[] parameters(TrainingState state, int network) {
    return state.parts().get(network).vectors().parameters();
  }

  /** Without the terms on pictures and those of the discriminator. */
  private static String detectorAloneYaml() {
    String yaml = guidedYaml("[[0], [1, 2]]");
    for (String term :
        List.of("generator_gan", "discriminator_gan", "pixel", "square", "gradient", "texture")) {
      yaml = yaml.replaceFirst("\\b" + term + ": [0-9]+", term + ": 0");
    }
    return yaml.replace("landmark_focus: 5", "landmark_focus: 0");
  }

  @ParameterizedTest
  @CsvSource({"landmark: 30, landmark: 0", "discriminator_gan: 0, discriminator_gan: 1"})
  void read_noTermOnPicturesButOthers_isRefused(String from, String to) throws IOException {
    Files.writeString(tiny.config(), detectorAloneYaml().replace(from, to));
    assertThatThrownBy(() -> TrainingConfig.read(tiny.config()))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("has no term that compares pictures")
        .hasMessageContaining("landmark trains the detector alone");
  }

  private static double mean(List<Map<String, Float>> losses) {
    return losses.stream().mapToDouble(terms -> terms.get("landmark")).average().orElseThrow();
  }

  @Test
  void training_noLandmarksAnywhere_isAMistake() {
    TrainRequest request = tiny.request(tiny.output("run"), false, 2);
    assertThatThrownBy(() -> Training.run(request, new TinyTraining.Recorder(-1)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("no video has landmarks; expected")
        .hasMessageContaining("landmarks/train/train0.jsonl");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[0], [1], [2]] | there are at most 2, found 3",
        "[] | there are at most 2, found 0",
        "[[0], []] | landmark_guide must be lists of landmark numbers",
        "[[0], [-1]] | landmark_guide must be lists of landmark numbers",
        "7 | landmark_guide must be lists of landmark numbers",
      })
  void read_impossibleGuide_isRefused(String lists, String reason) throws IOException {
    guided(lists);
    assertThatThrownBy(() -> TrainingConfig.read(tiny.config()))
        .isInstanceOfSatisfying(
            RequestException.class,
            e -> assertThat(e.mistakes()).filteredOn(each -> each.contains(reason)).hasSize(1));
  }

  @Test
  void read_guideAndMirroring_isRefused() throws IOException {
    Files.writeString(
        tiny.config(),
        guidedYaml("[[0]]").replace("horizontal_flip: false", "horizontal_flip: true"));
    assertThatThrownBy(() -> TrainingConfig.read(tiny.config()))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("landmarks do not follow them");
  }
}
