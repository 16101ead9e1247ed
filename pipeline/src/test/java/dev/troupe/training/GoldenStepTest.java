package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.troupe.model.TrainingScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One training step against the reference implementation's numbers. */
class GoldenStepTest {
  @SuppressWarnings("MustBeClosedChecker") // a network closes its manager
  @ParameterizedTest
  @CsvSource({"vox-mini,true,false", "vox-adv-mini,false,true", "mgif-mini,true,false"})
  void step_goldenNetwork_agreesWithLossesGradientsAndNextWeights(
      String network, boolean spectralNorm, boolean keypoints) throws Exception {
    GoldenStep golden = GoldenStep.of(network, spectralNorm, keypoints);
    try (TrainingGraph graph =
            new TrainingGraph(TrainingScript.of(golden.plan(), Map.of()), Device.cpu());
        NDManager manager = graph.newManager()) {
      List<TrainedNetwork> trained = new ArrayList<>();
      for (TrainingState.Part part : golden.parts()) {
        trained.add(new TrainedNetwork(graph.newManager(), part.vectors()));
      }
      try (TrainingGraph.Networks networks =
          new TrainingGraph.Networks(trained.get(0), trained.get(1), trained.get(2))) {

        TrainingGraph.Result result = graph.gradients(networks, golden.batch(manager));

        golden.assertPictures(result.prediction(), result.warped());
        golden.assertLosses(result.losses());
        for (int i = 0; i < trained.size(); i++) {
          float[] gradient = trained.get(i).gradient();
          golden.assertNorms(i, gradient);
          trained.get(i).step(graph, GoldenStep.RATE);
          golden.assertMeans(i, gradient, trained.get(i).vectors());
        }
      }
    }
  }

  /** What the benchmark holds Troupe's step against makes the same step. */
  @ParameterizedTest
  @CsvSource({"vox-mini,true,false", "vox-adv-mini,false,true", "mgif-mini,true,false"})
  void referenceStep_goldenNetwork_agreesWithLossesGradientsAndNextWeights(
      String network, boolean spectralNorm, boolean keypoints) throws Exception {
    GoldenStep golden = GoldenStep.of(network, spectralNorm, keypoints);
    try (ReferenceStep reference = new ReferenceStep(golden.plan(), golden.parts());
        NDManager manager = NDManager.newBaseManager()) {
      var batch = golden.batch(manager);

      ReferenceStep.Pass pass = reference.firstPass(batch);

      golden.assertPictures(pass.prediction(), pass.warped());
      for (int i = 0; i < 2; i++) {
        step(golden, reference, i);
      }
      golden.assertLosses(named(reference.terms(), reference.secondPass(batch, pass)));
      step(golden, reference, 2);
    }
  }

  private static void step(GoldenStep golden, ReferenceStep reference, int network) {
    float[] gradient = reference.gradient(network);
    golden.assertNorms(network, gradient);
    reference.optimise(network, GoldenStep.RATE);
    golden.assertMeans(network, gradient, reference.vectors(network));
    assertThat(reference.gradient(network)).containsOnly(0);
  }

  private static Map<String, Float> named(List<String> names, float[] values) {
    Map<String, Float> losses = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      losses.put(names.get(i), values[i]);
    }
    return losses;
  }
}
