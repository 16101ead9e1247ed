package dev.troupe.training;

import dev.troupe.model.FlatLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a run begins: drawn weights, those of a checkpoint, or where the run stopped. */
final class StartingState {
  private StartingState() {}

  /**
   * Finds a run's first state.
   *
   * @param checkpoint where the run's own checkpoint is
   * @param notices receives a line per tensor that was drawn although there is a checkpoint
   * @throws dev.troupe.problems.BadDataException if a checkpoint cannot be used
   */
  static TrainingState of(
      TrainingConfig config, TrainRequest.Start start, Path checkpoint, List<String> notices) {
    TrainingState drawn = drawn(config, start.seed());
    if (start.resume()) {
      return TrainingState.resume(checkpoint, drawn);
    }
    TrainingState begun =
        start
            .warmStart()
            .map(file -> TrainingState.warmStart(file, drawn, start.partly(), notices))
            .orElse(drawn);
    return config.schedule().startsAsCopy() ? asCopy(begun) : begun;
  }

  private static TrainingState asCopy(TrainingState state) {
    List<TrainingState.Part> parts = new ArrayList<>(state.parts());
    parts.set(0, CopyStart.of(parts.get(0)));
    return new TrainingState(parts, state.step(), state.seed());
  }

  private static TrainingState drawn(TrainingConfig config, long seed) {
    FlatLayout discriminator =
        config
            .trainedDiscriminator()
            .map(network -> FlatLayout.ofDiscriminator(config.networks(), network))
            .orElseGet(FlatLayout::empty);
    return new TrainingState(
        List.of(
            drawn("generator", FlatLayout.ofGenerator(config.networks()), seed),
            drawn("kp_detector", FlatLayout.ofDetector(config.networks()), seed + 1),
            drawn("discriminator", discriminator, seed + 2)),
        0,
        seed);
  }

  private static TrainingState.Part drawn(String network, FlatLayout layout, long seed) {
    return TrainingState.Part.fresh(network, layout, FreshWeights.draw(layout, seed));
  }
}
