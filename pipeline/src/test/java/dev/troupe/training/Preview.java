package dev.troupe.training;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.troupe.media.Picture;
import dev.troupe.model.TrainingScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a state's networks make of two pictures, by the graph that training runs. */
final class Preview {
  private Preview() {}

  /** (3,H,W), colours from 0 to 1. */
  @SuppressWarnings("MustBeClosedChecker") // the networks are closed
  static float[] of(TrainingConfig config, TrainingState state, Picture source, Picture driving)
      throws IOException {
    TrainingScript.Plan plan =
        new TrainingScript.Plan(
            config.networks(),
            config.trainedDiscriminator(),
            config.losses(),
            config.schedule().fixedStatistics(),
            new TrainingScript.Arithmetic(false, true));
    TrainingGraph.prepareThread();
    try (TrainingGraph graph = new TrainingGraph(TrainingScript.of(plan, Map.of()), Device.cpu());
        NDManager manager = graph.newManager()) {
      List<TrainedNetwork> parts = new ArrayList<>();
      state
          .parts()
          .forEach(part -> parts.add(new TrainedNetwork(graph.newManager(), part.vectors())));
      try (TrainingGraph.Networks networks =
          new TrainingGraph.Networks(parts.get(0), parts.get(1), parts.get(2))) {
        return graph
            .preview(
                networks,
                new NDList(
                    Batch.pictures(manager, List.of(source)),
                    Batch.pictures(manager, List.of(driving))))
            .toFloatArray();
      }
    }
  }

  /** How far the darkest and the brightest colour of a picture are apart. */
  static float spread(float[] values) {
    float least = 1;
    float most = 0;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least;
  }
}
