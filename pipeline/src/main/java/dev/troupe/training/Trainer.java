package dev.troupe.training;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The networks in training: makes steps, gives its state and takes one up. */
final class Trainer implements AutoCloseable {
  private final TrainingConfig config;
  private final Replicas replicas;
  private final TrainingState start;
  private final long stepsPerEpoch;
  private long step;

  /**
   * Copies a state to the graphs' devices; closes the graphs when closed.
   *
   * @param graphs the forward pass, once per device
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  Trainer(
      TrainingConfig config, List<TrainingGraph> graphs, TrainingState state, long stepsPerEpoch) {
    this.config = config;
    this.start = state;
    this.stepsPerEpoch = stepsPerEpoch;
    this.step = state.step();
    this.replicas = new Replicas(graphs, state);
  }

  long stepsMade() {
    return step;
  }

  long epoch() {
    return step / stepsPerEpoch;
  }

  /**
   * Makes one step.
   *
   * @return the losses, weighted
   * @throws BadDataException if one is no number: the networks are as before, but for their running
   *     statistics
   */
  Map<String, Float> step(Batch batch) {
    Map<String, Float> losses = replicas.gradients(batch);
    if (!losses.values().stream().allMatch(Float::isFinite)) {
      throw new BadDataException(
          "Cannot go on training: step %d gave the losses %s; its batch was of %s"
              .formatted(step + 1, losses, named(batch)));
    }
    replicas.average(batch);
    List<Double> rates = rates();
    List<TrainedNetwork> all = replicas.networks().all();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).parameters().size() > 0) {
        all.get(i).step(replicas.graph(), rates.get(i));
      }
    }
    replicas.follow();
    step++;
    return losses;
  }

  private static String named(Batch batch) {
    return batch.videos().stream().distinct().collect(Collectors.joining(", "));
  }

  private List<Double> rates() {
    double decay = config.schedule().decay(epoch());
    TrainingConfig.Rates rates = config.schedule().rates();
    return List.of(
        rates.generator() * decay, rates.detector() * decay, rates.discriminator() * decay);
  }

  /** The state as it is now. */
  TrainingState state() {
    List<TrainingState.Part> parts = new ArrayList<>();
    List<TrainedNetwork> all = replicas.networks().all();
    for (int i = 0; i < all.size(); i++) {
      TrainingState.Part part = start.parts().get(i);
      boolean empty = part.vectors().parameters().length == 0;
      parts.add(
          empty
              ? part
              : new TrainingState.Part(
                  part.network(), part.layout(), all.get(i).vectors(), all.get(i).moments()));
    }
    return new TrainingState(parts, step, start.seed());
  }

  /**
   * Writes the state.
   *
   * @throws BadDataException if it holds something that is no number; nothing is written then
   * @throws IOException if it cannot be written
   */
  void save(Path file) throws IOException {
    TrainingState state = state();
    if (!state.isFinite()) {
      throw new BadDataException(
          "Cannot go on training: after step %d a weight is no number".formatted(step));
    }
    state.write(file, epoch(), rates());
  }

  /** Draws what the networks make of a few videos; the mean absolute difference. */
  double draw(PictureGrid grid, Path file) throws IOException {
    return grid.draw(replicas.graph(), replicas.networks(), file);
  }

  @Override
  public void close() {
    replicas.close();
  }
}
