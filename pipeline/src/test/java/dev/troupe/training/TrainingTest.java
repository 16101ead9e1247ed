package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelPackage;
import dev.troupe.problems.RequestException;
import dev.troupe.torchscript.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on a few tiny videos. */
class TrainingTest {
  @TempDir Path folder;

  private TinyTraining tiny;

  @BeforeEach
  void makeData() throws IOException {
    tiny = new TinyTraining(folder);
  }

  @Test
  void run_fewSteps_leavesCheckpointModelCurvesAndPictures() throws IOException {
    Path output = tiny.output("run");

    TrainResult result =
        Training.run(tiny.request(output, false, 4), new TinyTraining.Recorder(-1));

    assertThat(result.steps()).isEqualTo(4);
    assertThat(ModelPackage.open(result.model()).manifest().name()).isEqualTo("run");
    assertThat(Files.readAllLines(output.resolve("losses.csv")))
        .hasSize(5)
        .first()
        .asString()
        .startsWith(
            "step,epoch,total,pixel,square,gradient,texture,gen_gan,feature_matching,disc_gan");
    assertThat(output.resolve("losses.png")).isNotEmptyFile();
    assertThat(output.resolve("pictures/step-00000004.png")).isNotEmptyFile();
    assertThat(Files.readAllLines(output.resolve("test-losses.csv"))).hasSize(3);
    assertThat(output.resolve("skipped.txt")).doesNotExist();
  }

  @Test
  void run_folderOfAnotherRun_isRefusedUntilThatEnds() throws IOException {
    Path output = tiny.output("run");
    TrainRequest request = tiny.request(output, false, 1);
    try (RunLock other = RunLock.of(output)) {
      assertThat(other).isNotNull();
      assertThatThrownBy(() -> Training.run(request, new TinyTraining.Recorder(-1)))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("Cannot train into " + output + ": another run is writing there");
    }

    assertThat(Training.run(request, new TinyTraining.Recorder(-1)).steps()).isEqualTo(1);
  }

  @Test
  void run_killedAndResumed_givesTheLossesOfOneThatWasNot() throws IOException {
    TinyTraining.Recorder whole = new TinyTraining.Recorder(-1);
    Training.run(tiny.request(tiny.output("whole"), false, 7), whole);
    Path output = tiny.output("killed");
    assertThatThrownBy(
            () -> Training.run(tiny.request(output, false, 7), new TinyTraining.Recorder(5)))
        .isInstanceOf(TinyTraining.Recorder.Killed.class);

    TinyTraining.Recorder resumed = new TinyTraining.Recorder(-1);
    Training.run(tiny.request(output, true, 7), resumed);

    assertThat(resumed.lines).contains("Goes on from step 4 of 7");
    assertThat(resumed.losses).isEqualTo(whole.losses.subList(4, 7));
    assertThat(output.resolve("losses.csv"))
        .hasSameTextualContentAs(tiny.output("whole").resolve("losses.csv"));
    assertThat(output.resolve("checkpoint.pth.tar"))
        .hasSameBinaryContentAs(tiny.output("whole").resolve("checkpoint.pth.tar"));
  }

  @Test
  void run_checkpoint_isLaidOutAsTheReferenceImplementationReadsIt() throws IOException {
    TrainResult result =
        Training.run(tiny.request(tiny.output("run"), false, 3), new TinyTraining.Recorder(-1));

    try (Checkpoint checkpoint = Checkpoint.open(result.checkpoint())) {
      assertThat(checkpoint.values().keySet().stream().map(String::valueOf))
          .containsExactly(
              "generator",
              "optimizer_generator",
              "kp_detector",
              "optimizer_kp_detector",
              "discriminator",
              "optimizer_discriminator",
              "epoch",
              "troupe");
      assertThat(checkpoint.values().get("epoch")).isEqualTo(1L);
      Object optimizer = checkpoint.values().get("optimizer_generator");
      assertThat(optimizer instanceof Map<?, ?> parts ? parts.keySet().toString() : "")
          .isEqualTo("[state, param_groups]");
    }
  }

  @Test
  void run_warmStart_beginsWithItsWeights() throws IOException {
    TrainResult first =
        Training.run(tiny.request(tiny.output("first"), false, 2), new TinyTraining.Recorder(-1));
    TinyTraining.Recorder again = new TinyTraining.Recorder(-1);

    Training.run(
        tiny.request(tiny.output("second"), false, 1, Optional.of(first.checkpoint())), again);

    TinyTraining.Recorder fresh = new TinyTraining.Recorder(-1);
    Training.run(tiny.request(tiny.output("third"), false, 1), fresh);
    assertThat(again.losses).isNotEqualTo(fresh.losses);
  }

  @Test
  void run_checkpointOfAnotherNetwork_isRefusedBeforeTheFirstStep() throws IOException {
    TrainResult first =
        Training.run(tiny.request(tiny.output("first"), false, 1), new TinyTraining.Recorder(-1));
    Files.writeString(tiny.config(), TinyTraining.yaml().replace("num_kp: 2", "num_kp: 3"));

    assertThatThrownBy(
            () ->
                Training.run(
                    tiny.request(tiny.output("other"), false, 1, Optional.of(first.checkpoint())),
                    new TinyTraining.Recorder(-1)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("kp_detector.kp.weight: expected [3, 5, 7, 7]");
    assertThat(tiny.output("other")).doesNotExist();
  }

  @Test
  void run_badVideos_areSkippedAndListed() throws IOException {
    TinyTraining.writeVideo(tiny.data().resolve("train/short"), 1, 0);
    Files.writeString(tiny.data().resolve("train/broken.mp4"), "no video");
    Path damaged = tiny.data().resolve("train/damaged");
    TinyTraining.writeVideo(damaged, 4, 0);
    for (int frame = 1; frame < 4; frame++) {
      Files.writeString(damaged.resolve("%03d.png".formatted(frame)), "no picture");
    }

    TrainResult result =
        Training.run(tiny.request(tiny.output("run"), false, 8), new TinyTraining.Recorder(-1));

    assertThat(result.skipped()).isEqualTo(3);
    assertThat(Files.readAllLines(tiny.output("run").resolve("skipped.txt")))
        .hasSize(3)
        .anyMatch(line -> line.contains("short") && line.contains("expected at least 2 frames"))
        .anyMatch(line -> line.contains("broken.mp4"))
        .anyMatch(line -> line.contains("damaged"));
  }

  @Test
  void run_manyMistakes_areReportedTogether() throws IOException {
    Files.writeString(
        tiny.config(),
        TinyTraining.yaml()
            .replace("batch_size: 2", "batch_size: 0")
            .replace("num_repeats", "num_repeat")
            .replace("temperature: 0.1", "temperature: -1"));
    TrainRequest request = tiny.request(tiny.output("run"), true, 1);

    assertThatThrownBy(() -> Training.run(request, new TinyTraining.Recorder(-1)))
        .isInstanceOfSatisfying(
            RequestException.class,
            e ->
                assertThat(e.mistakes())
                    .anyMatch(mistake -> mistake.contains("temperature"))
                    .anyMatch(mistake -> mistake.contains("no key \"num_repeat\" in train_params"))
                    .anyMatch(mistake -> mistake.contains("batch_size must be between 1"))
                    .anyMatch(mistake -> mistake.contains("there is no checkpoint"))
                    .hasSize(4));
  }

  @Test
  void run_oneVideo_isRefused() throws IOException {
    Path single = folder.resolve("single");
    TinyTraining.writeVideo(single.resolve("train/only"), 4, 0);
    TrainRequest request = tiny.request(tiny.output("run"), false, 1);
    TrainRequest other =
        new TrainRequest(
            request.config(),
            single.toString(),
            request.output(),
            request.start(),
            request.compute(),
            request.length(),
            request.createdBy());

    assertThatThrownBy(() -> Training.run(other, new TinyTraining.Recorder(-1)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("expected at least 2 usable videos, found 1");
  }

  @Test
  void run_identitySampling_drawsPeopleAndKeepsThemApart() throws IOException {
    Path people = folder.resolve("people");
    for (String name : List.of("ann#0", "ann#1", "ann#2", "bob#0", "cid#0", "dan#0", "eve#0")) {
      TinyTraining.writeVideo(people.resolve(name), 3, 7 * name.hashCode() % 50);
    }
    Dataset dataset = Dataset.open(people.toString(), 7, LandmarkGuide.NONE);
    assertThat(dataset.test())
        .map(TrainingVideo::identity)
        .doesNotContainAnyElementsOf(
            dataset.train().stream().map(TrainingVideo::identity).toList());
    int identities = (int) dataset.train().stream().map(TrainingVideo::identity).distinct().count();
    assertThat(identities).isEqualTo(4);
    TrainRequest one = tiny.request(tiny.output("run"), false, 1);
    Files.writeString(
        tiny.config(),
        TinyTraining.yaml()
            .replace("frame_shape: [32, 32, 3]", "frame_shape: [32, 32, 3]\n  id_sampling: true"));
    TinyTraining.Recorder recorder = new TinyTraining.Recorder(-1);

    TrainResult result =
        Training.run(
            new TrainRequest(
                one.config(),
                people.toString(),
                one.output(),
                one.start(),
                one.compute(),
                new TrainRequest.Length(OptionalLong.empty(), OptionalLong.of(2), 100),
                one.createdBy()),
            recorder);

    // Each epoch shows every person num_repeats = 2 times, in batches of 2: one step per person.
    assertThat(result.steps()).isEqualTo(2L * identities);
    assertThat(Files.readAllLines(tiny.output("run").resolve("losses.csv")))
        .hasSize(1 + 2 * identities)
        .last()
        .asString()
        .startsWith("8,1,");
    assertThat(tiny.output("run").resolve("00000001-checkpoint.pth.tar")).isNotEmptyFile();
  }

  @Test
  void batch_identitySampling_takesEveryPersonAsOftenAndAllTheirVideos() throws IOException {
    Path people = folder.resolve("people/train");
    for (String name : List.of("ann#0", "ann#1", "ann#2", "bob#0")) {
      TinyTraining.writeVideo(people.resolve(name), 3, 0);
    }
    TrainingConfig config = TrainingConfig.read(tiny.config());
    Dataset dataset = Dataset.open(folder.resolve("people").toString(), 0, LandmarkGuide.NONE);
    Map<String, Integer> seen = new TreeMap<>();

    try (FrameStore frames = new FrameStore(config.networks().frameSize(), 1 << 20)) {
      BatchMaker maker = new BatchMaker(config, dataset.groups(true), frames, 0);
      assertThat(maker.stepsPerEpoch()).isEqualTo(2);
      for (int step = 0; step < 20; step++) {
        for (String video : maker.batch(step).videos()) {
          seen.merge(video.substring(video.lastIndexOf('/') + 1), 1, Integer::sum);
        }
      }
    }

    assertThat(seen)
        .containsOnlyKeys("ann#0", "ann#1", "ann#2", "bob#0")
        .containsEntry("bob#0", 20);
  }

  @Test
  void run_mixedSizesInOneVideo_isSkippedAndListed() throws IOException {
    Path mixed = tiny.data().resolve("train/mixed");
    TinyTraining.writeVideo(mixed, 3, 0);
    Files.write(
        mixed.resolve("001.png"), Images.encodePng(new Picture(40, 24, new byte[40 * 24 * 3])));

    TrainResult result =
        Training.run(tiny.request(tiny.output("run"), false, 8), new TinyTraining.Recorder(-1));

    assertThat(result.skipped()).isEqualTo(1);
    assertThat(Files.readAllLines(tiny.output("run").resolve("skipped.txt")))
        .singleElement()
        .asString()
        .contains("mixed: its frames differ in size; expected 32x32 as the first, found 40x24");
  }

  @Test
  void run_cropSmallerThanTheFrames_trainsOnPartsAndExportsForWhole() throws IOException {
    Files.writeString(
        tiny.config(),
        TinyTraining.yaml()
            .replace(
                "    flip_param",
                "    resize_param: {ratio: [0.9, 1.1]}\n"
                    + "    crop_param: {size: [16, 16]}\n    flip_param"));

    TrainResult result =
        Training.run(tiny.request(tiny.output("run"), false, 2), new TinyTraining.Recorder(-1));

    assertThat(ModelPackage.open(result.model()).manifest().network().frameSize())
        .isEqualTo(new FrameSize(32, 32));
    Picture grid =
        Images.read(MediaInput.of(tiny.output("run").resolve("pictures/step-00000002.png")), 0);
    assertThat(grid.size()).isEqualTo(new FrameSize(3 * 16, 3 * 16));
  }
}
