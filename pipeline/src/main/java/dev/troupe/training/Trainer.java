package dev.troupe.training;

import ai.djl.ndarray.NDManager;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The networks in training on their device: makes steps, gives its state and takes one up. */
final class Trainer implements AutoCloseable {
  private final TrainingConfig config;
  private final TrainingGraph graph;
  private final TrainingGraph.Networks networks;
  private final TrainingState start;
  private final long stepsPerEpoch;
  private long step;

  /** Copies a state to the graph's device; closes the graph when closed. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  Trainer(TrainingConfig config, TrainingGraph graph, TrainingState state, long stepsPerEpoch) {
    this.config = config;
    this.graph = graph;
    this.start = state;
    this.stepsPerEpoch = stepsPerEpoch;
    this.step = state.step();
    List<TrainedNetwork> trained = new ArrayList<>();
    for (TrainingState.Part part : state.parts()) {
      TrainedNetwork network = new TrainedNetwork(graph.newManager(), part.vectors());
      network.resume(part.moments());
      trained.add(network);
    }
    networks = new TrainingGraph.Networks(trained.get(0), trained.get(1), trained.get(2));
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
    try (NDManager manager = graph.newManager()) {
      TrainingGraph.Result result = graph.gradients(networks, batch.tensors(manager));
      if (!result.finite()) {
        throw new BadDataException(
            "Cannot go on training: step %d gave the losses %s; its batch was of %s"
                .formatted(step + 1, result.losses(), named(batch)));
      }
      List<Double> rates = rates();
      List<TrainedNetwork> all = networks.all();
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).parameters().size() > 0) {
          all.get(i).step(graph, rates.get(i));
        }
      }
      step++;
      return result.losses();
    }
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
    List<TrainedNetwork> all = networks.all();
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
    return grid.draw(graph, networks, file);
  }

  @Override
  public void close() {
    networks.close();
    graph.close();
  }
}
