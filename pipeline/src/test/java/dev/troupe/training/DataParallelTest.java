package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.troupe.model.TrainingScript;
import dev.troupe.model.TrainingScript.Arithmetic;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several devices; here they are all the processor, which computes no worse. */
class DataParallelTest {
  private static final double ROUNDING = 1e-5;

  @TempDir Path folder;

  private TinyTraining tiny;

  @BeforeEach
  void makeData() throws IOException {
    tiny = new TinyTraining(folder);
    // The one term whose weights depend on the whole batch, and a batch that two cannot halve.
    Files.writeString(
        tiny.config(),
        TinyTraining.yaml()
            .replace("motion_focus: 1", "motion_focus: 0")
            .replace("batch_size: 2", "batch_size: 3\n  freeze_norms: true"));
  }

  private record Step(Map<String, Float> losses, List<float[]> gradients) {}

  @SuppressWarnings("MustBeClosedChecker") // the replicas close the graphs
  private Step step(int devices) throws IOException {
    TrainingConfig config = TrainingConfig.read(tiny.config());
    TrainRequest request = tiny.request(tiny.output("run"), false, 1);
    TrainingState state =
        StartingState.of(config, request.start(), tiny.output("none"), new ArrayList<>());
    TrainingScript.Graph script =
        TrainingScript.of(
            new TrainingScript.Plan(
                config.trained(),
                config.trainedDiscriminator(),
                config.losses(),
                true,
                new Arithmetic(false, true)),
            Map.of());
    List<TrainingGraph> graphs = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      graphs.add(new TrainingGraph(script, Device.cpu()));
    }
    Dataset dataset = Dataset.open(tiny.data().toString(), 0, LandmarkGuide.NONE);
    try (FrameStore frames = new FrameStore(config.networks().frameSize(), 1 << 20);
        Replicas replicas = new Replicas(graphs, state)) {
      Batch batch = new BatchMaker(config, dataset.groups(false), frames, 0).batch(0);
      Map<String, Float> losses = replicas.gradients(batch);
      replicas.average(batch);
      List<float[]> gradients =
          replicas.networks().all().stream().map(TrainedNetwork::gradient).toList();
      return new Step(losses, gradients);
    }
  }

  @Test
  void gradients_partsOfABatch_areThoseOfTheWhole() throws IOException {
    Step whole = step(1);

    for (int devices = 2; devices <= 3; devices++) {
      Step parts = step(devices);
      whole
          .losses()
          .forEach(
              (name, loss) ->
                  assertThat((double) parts.losses().getOrDefault(name, Float.NaN))
                      .as(name)
                      .isCloseTo(loss, within(ROUNDING * Math.max(1e-3, loss))));
      for (int network = 0; network < 3; network++) {
        float[] expected = whole.gradients().get(network);
        float[] found = parts.gradients().get(network);
        assertThat(distance(found, expected))
            .as("network %d on %d devices", network, devices)
            .isLessThan(ROUNDING * distance(expected, new float[expected.length]));
      }
    }
  }

  private static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += ((double) one[i] - other[i]) * ((double) one[i] - other[i]);
    }
    return Math.sqrt(sum);
  }

  private TrainRequest onTwo(Path output, boolean resume, long steps) {
    TrainRequest one = tiny.request(output, resume, steps);
    return new TrainRequest(
        one.config(),
        one.data(),
        one.output(),
        one.start(),
        new TrainRequest.Compute(List.of("cpu", "cpu"), false, OptionalLong.of(1), 1 << 20),
        one.length(),
        one.createdBy());
  }

  @Test
  void run_onTwoDevicesKilledAndResumed_givesTheLossesOfOneThatWasNot() throws IOException {
    Files.writeString(
        tiny.config(), Files.readString(tiny.config()).replace("freeze_norms: true", ""));
    TinyTraining.Recorder whole = new TinyTraining.Recorder(-1);
    Training.run(onTwo(tiny.output("whole"), false, 5), whole);
    Path output = tiny.output("killed");
    assertThatThrownBy(() -> Training.run(onTwo(output, false, 5), new TinyTraining.Recorder(3)))
        .isInstanceOf(TinyTraining.Recorder.Killed.class);

    TinyTraining.Recorder resumed = new TinyTraining.Recorder(-1);
    Training.run(onTwo(output, true, 5), resumed);

    assertThat(resumed.losses).isEqualTo(whole.losses.subList(2, 5));
    assertThat(output.resolve("checkpoint.pth.tar"))
        .hasSameBinaryContentAs(tiny.output("whole").resolve("checkpoint.pth.tar"));
  }

  @Test
  void run_moreDevicesThanPairsOrNoSuchGpu_isRefused() throws IOException {
    Files.writeString(
        tiny.config(), Files.readString(tiny.config()).replace("batch_size: 3", "batch_size: 1"));
    TrainRequest two = onTwo(tiny.output("run"), false, 1);
    TrainRequest request =
        new TrainRequest(
            two.config(),
            two.data(),
            two.output(),
            two.start(),
            new TrainRequest.Compute(List.of("cpu", "gpu98"), false, OptionalLong.empty(), 0),
            two.length(),
            two.createdBy());

    assertThatThrownBy(() -> Training.run(request, new TinyTraining.Recorder(-1)))
        .isInstanceOfSatisfying(
            RequestException.class,
            e ->
                assertThat(e.mistakes())
                    .hasSize(2)
                    .anyMatch(each -> each.startsWith("Cannot train on gpu98: "))
                    .contains(
                        "Cannot divide a batch among 2 devices: train_params.batch_size is 1"));
  }
}
