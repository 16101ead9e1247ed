package dev.troupe.training;

import ai.djl.ndarray.NDManager;
import com.google.errorprone.annotations.MustBeClosed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The same networks on one or more devices. Each takes its part of a batch; the gradients,
 * averaged, come together on the first, whose numbers the others follow. Holds native memory until
 * closed.
 */
final class Replicas implements AutoCloseable {
  private final List<TrainingGraph> graphs;
  private final List<TrainingGraph.Networks> networks = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * Copies a state to each graph's device; closes the graphs when closed.
   *
   * @param graphs the same forward pass, once per device
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  Replicas(List<TrainingGraph> graphs, TrainingState state) {
    this.graphs = List.copyOf(graphs);
    for (TrainingGraph graph : graphs) {
      List<TrainedNetwork> trained = new ArrayList<>();
      for (TrainingState.Part part : state.parts()) {
        TrainedNetwork network = new TrainedNetwork(graph.newManager(), part.vectors());
        if (networks.isEmpty()) {
          network.resume(part.moments());
        }
        trained.add(network);
      }
      networks.add(new TrainingGraph.Networks(trained.get(0), trained.get(1), trained.get(2)));
    }
    threads =
        Executors.newFixedThreadPool(
            graphs.size(),
            task -> {
              Thread thread = new Thread(task, "training-replica");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The forward pass on the first device. */
  TrainingGraph graph() {
    return graphs.get(0);
  }

  /** The networks on the first device: those that the optimisers step. */
  TrainingGraph.Networks networks() {
    return networks.get(0);
  }

  /**
   * Forward and backward passes; afterwards each device holds the gradients of its part.
   *
   * @return the losses, those of the parts averaged by their size
   */
  Map<String, Float> gradients(Batch batch) {
    List<Batch> parts = batch.parts(graphs.size());
    if (parts.size() == 1) {
      return gradients(0, batch);
    }
    List<Callable<Map<String, Float>>> passes = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      int device = i;
      passes.add(() -> gradients(device, parts.get(device)));
    }
    List<Map<String, Float>> results = all(passes);
    Map<String, Double> sums = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      double share = batch.share(parts.get(i));
      results.get(i).forEach((name, loss) -> sums.merge(name, share * loss, Double::sum));
    }
    Map<String, Float> losses = new LinkedHashMap<>();
    sums.forEach((name, sum) -> losses.put(name, sum.floatValue()));
    return losses;
  }

  private Map<String, Float> gradients(int device, Batch part) {
    TrainingGraph.prepareThread();
    TrainingGraph graph = graphs.get(device);
    try (NDManager manager = graph.newManager()) {
      return graph.gradients(networks.get(device), part.tensors(manager)).losses();
    }
  }

  /** Ends when all have, also where one fails: none may run on networks that are closed. */
  private <T> List<T> all(List<Callable<T>> passes) {
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> pass : threads.invokeAll(passes)) {
        results.add(pass.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("training was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a device failed: " + e.getCause(), e);
    }
  }

  /** Brings the gradients of a batch's parts together on the first device, in a fixed order. */
  void average(Batch batch) {
    List<Batch> parts = batch.parts(graphs.size());
    for (int i = 1; i < parts.size(); i++) {
      float own = i == 1 ? (float) batch.share(parts.get(0)) : 1;
      float others = (float) batch.share(parts.get(i));
      for (int network = 0; network < networks().all().size(); network++) {
        TrainedNetwork first = networks().all().get(network);
        if (first.parameters().size() > 0) {
          first.absorb(graph(), networks.get(i).all().get(network), own, others);
        }
      }
    }
  }

  /** Gives every device the first one's weights and statistics. */
  void follow() {
    for (int i = 1; i < graphs.size(); i++) {
      for (int network = 0; network < networks().all().size(); network++) {
        TrainedNetwork first = networks().all().get(network);
        if (first.parameters().size() > 0) {
          networks.get(i).all().get(network).follow(graphs.get(i), first);
        }
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    networks.forEach(TrainingGraph.Networks::close);
    graphs.forEach(TrainingGraph::close);
  }
}
