package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.troupe.model.FlatLayout;
import dev.troupe.model.TrainingScript;
import dev.troupe.model.TrainingScript.Arithmetic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training with {@code freeze_norms}. */
class FixedStatisticsTest {
  /** Norms folded into convolutions round differently from norms of their own. */
  private static final float ROUNDING = 1e-5f;

  private static final Arithmetic FIXED = new Arithmetic(false, true);

  @TempDir Path folder;

  private TinyTraining tiny;
  private TrainingConfig config;
  private TrainingState state;
  private Batch batch;

  @BeforeEach
  void makeStateWithStatisticsOfItsOwn() throws IOException {
    tiny = new TinyTraining(folder);
    config = TrainingConfig.read(tiny.config());
    TrainRequest request = tiny.request(tiny.output("run"), false, 1);
    state = StartingState.of(config, request.start(), tiny.output("none"), new ArrayList<>());
    SplittableRandom random = new SplittableRandom(3);
    for (TrainingState.Part part : state.parts()) {
      for (FlatLayout.Slot slot : part.layout().statistics().slots()) {
        float[] values = part.vectors().statistics();
        for (int i = slot.offset(); i < slot.offset() + slot.count(); i++) {
          if (slot.name().endsWith("running_mean")) {
            values[i] = (float) (0.2 * random.nextGaussian());
          } else if (slot.name().endsWith("running_var")) {
            values[i] = (float) (0.3 + random.nextDouble());
          }
        }
      }
    }
    Dataset dataset = Dataset.open(tiny.data().toString(), 0, LandmarkGuide.NONE);
    try (FrameStore frames = new FrameStore(config.networks().frameSize(), 1 << 20)) {
      batch = new BatchMaker(config, dataset.groups(false), frames, 0).batch(0);
    }
  }

  private interface Use {
    void of(TrainingGraph graph, TrainingGraph.Networks networks, NDManager manager)
        throws IOException;
  }

  @SuppressWarnings("MustBeClosedChecker") // the networks close their managers
  private void with(Arithmetic arithmetic, Use use) throws IOException {
    TrainingScript.Plan plan =
        new TrainingScript.Plan(
            config.networks(), config.trainedDiscriminator(), config.losses(), true, arithmetic);
    try (TrainingGraph graph = new TrainingGraph(TrainingScript.of(plan, Map.of()), Device.cpu());
        TrainingGraph.Networks networks =
            new TrainingGraph.Networks(network(graph, 0), network(graph, 1), network(graph, 2));
        NDManager manager = graph.newManager()) {
      use.of(graph, networks, manager);
    }
  }

  @SuppressWarnings("MustBeClosedChecker")
  private TrainedNetwork network(TrainingGraph graph, int part) {
    return new TrainedNetwork(graph.newManager(), state.parts().get(part).vectors());
  }

  private static float[] prediction(
      TrainingGraph graph, TrainingGraph.Networks networks, NDList inputs) {
    return graph.gradients(networks, inputs).prediction().toFloatArray();
  }

  private float[] inferred() throws IOException {
    List<float[]> found = new ArrayList<>();
    with(
        Arithmetic.EXACT,
        (graph, networks, manager) -> {
          NDArray preview =
              graph.preview(
                  networks,
                  new NDList(
                      Batch.pictures(manager, batch.sources()),
                      Batch.pictures(manager, batch.drivings())));
          found.add(preview.toFloatArray());
        });
    return found.get(0);
  }

  @Test
  void prediction_fixedStatistics_isThatOfInference() throws IOException {
    float[] inferred = inferred();

    with(
        FIXED,
        (graph, networks, manager) ->
            assertThat(difference(prediction(graph, networks, batch.tensors(manager)), inferred))
                .isLessThan(ROUNDING));
    with(
        Arithmetic.EXACT,
        (graph, networks, manager) ->
            assertThat(difference(prediction(graph, networks, batch.tensors(manager)), inferred))
                .as("with the batch's own statistics training sees another picture")
                .isGreaterThan(100 * ROUNDING));
  }

  @Test
  void prediction_fixedStatistics_doesNotDependOnTheRestOfTheBatch() throws IOException {
    with(
        FIXED,
        (graph, networks, manager) -> {
          float[] together = prediction(graph, networks, batch.tensors(manager));
          NDList first = new NDList();
          batch.tensors(manager).forEach(array -> first.add(array.get("0:1")));

          assertThat(difference(prediction(graph, networks, first), together)).isLessThan(ROUNDING);
        });
  }

  @Test
  void step_fixedStatistics_leavesThemAndMovesTheWeightsOfEveryNorm() throws IOException {
    with(
        FIXED,
        (graph, networks, manager) -> {
          graph.gradients(networks, batch.tensors(manager));
          for (int part = 0; part < 2; part++) {
            TrainingState.Part expected = state.parts().get(part);
            TrainedNetwork found = networks.all().get(part);
            assertThat(found.vectors().statistics()).isEqualTo(expected.vectors().statistics());
            float[] gradient = found.gradient();
            for (FlatLayout.Slot slot : expected.layout().parameters().slots()) {
              if (slot.name().contains("norm")) {
                assertThat(norm(gradient, slot)).as(slot.name()).isPositive();
              }
            }
          }
        });
  }

  @Test
  void run_fixedStatisticsWithoutWarmStart_saysThatItStartsSlowly() throws IOException {
    freeze();
    TinyTraining.Recorder recorder = new TinyTraining.Recorder(-1);

    TrainResult first = Training.run(tiny.request(tiny.output("first"), false, 1), recorder);

    assertThat(recorder.lines).anyMatch(line -> line.startsWith("freeze_norms without"));
    TinyTraining.Recorder warm = new TinyTraining.Recorder(-1);
    Training.run(
        tiny.request(tiny.output("warm"), false, 1, Optional.of(first.checkpoint())), warm);
    assertThat(warm.lines).noneMatch(line -> line.startsWith("freeze_norms"));
  }

  @Test
  void run_fixedStatisticsPartly_saysWhichNormsAreNeutral() throws IOException {
    TrainResult first =
        Training.run(tiny.request(tiny.output("first"), false, 1), new TinyTraining.Recorder(-1));
    freeze();
    Files.writeString(
        tiny.config(),
        Files.readString(tiny.config())
            .replace("num_bottleneck_blocks: 1", "num_bottleneck_blocks: 2"));
    TrainRequest request =
        tiny.request(tiny.output("second"), false, 1, Optional.of(first.checkpoint()));
    TinyTraining.Recorder recorder = new TinyTraining.Recorder(-1);

    Training.run(
        new TrainRequest(
            request.config(),
            request.data(),
            request.output(),
            new TrainRequest.Start(
                request.start().warmStart(), true, false, 7, true, Optional.empty()),
            request.compute(),
            request.length(),
            request.createdBy()),
        recorder);

    assertThat(recorder.lines)
        .anyMatch(line -> line.startsWith("12 tensors do not fit: channels in common are taken"))
        .contains(
            "freeze_norms: 2 norms are new or have new channels, which keep mean 0 and variance 1");
  }

  private void freeze() throws IOException {
    Files.writeString(
        tiny.config(),
        TinyTraining.yaml().replace("batch_size: 2", "batch_size: 2\n  freeze_norms: true"));
  }

  private static double norm(float[] vector, FlatLayout.Slot slot) {
    double sum = 0;
    for (int i = slot.offset(); i < slot.offset() + slot.count(); i++) {
      sum += (double) vector[i] * vector[i];
    }
    return Math.sqrt(sum);
  }

  /** The largest difference of what both have. */
  private static float difference(float[] one, float[] other) {
    float most = 0;
    for (int i = 0; i < Math.min(one.length, other.length); i++) {
      most = Math.max(most, Math.abs(one[i] - other[i]));
    }
    return most;
  }
}
