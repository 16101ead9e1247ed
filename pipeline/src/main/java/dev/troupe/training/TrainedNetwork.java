package dev.troupe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** A network in training with its optimiser's moments, in native memory until closed. */
final class TrainedNetwork implements AutoCloseable {
  private final NDManager manager;
  private final NDArray parameters;
  private final NDArray statistics;
  private final NDArray first;
  private final NDArray second;
  private long steps;

  /**
   * Copies a network to a device, its moments zero.
   *
   * @param manager on the device; closed with this
   */
  TrainedNetwork(NDManager manager, NetworkVectors vectors) {
    this.manager = manager;
    parameters = manager.create(vectors.parameters());
    parameters.setRequiresGradient(true);
    statistics = manager.create(vectors.statistics());
    first = manager.zeros(new Shape(vectors.parameters().length));
    second = manager.zeros(new Shape(vectors.parameters().length));
  }

  NDArray parameters() {
    return parameters;
  }

  NDArray statistics() {
    return statistics;
  }

  /** The numbers as they are now. */
  NetworkVectors vectors() {
    return new NetworkVectors(parameters.toFloatArray(), statistics.toFloatArray());
  }

  /** The gradient of the last backward pass; zero again after {@link #step}. */
  float[] gradient() {
    try (NDArray gradient = parameters.getGradient()) {
      return gradient.toFloatArray();
    }
  }

  /** Takes over a share of another replica's gradient, which becomes zero, and keeps one. */
  void absorb(TrainingGraph graph, TrainedNetwork other, float own, float others) {
    try (NDManager scratch = manager.newSubManager();
        NDArray gradient = parameters.getGradient();
        NDArray arriving = other.parameters.getGradient()) {
      graph.absorb(gradient, arriving, new float[] {own, others}, scratch);
    }
  }

  /** Takes over all numbers of another replica, but for the optimiser's, which it does not need. */
  void follow(TrainingGraph graph, TrainedNetwork other) {
    try (NDManager scratch = manager.newSubManager()) {
      graph.copy(parameters, other.parameters, scratch);
      if (statistics.size() > 0) {
        graph.copy(statistics, other.statistics, scratch);
      }
    }
  }

  /** The optimiser's state as it is now. */
  Moments moments() {
    return new Moments(steps, first.toFloatArray(), second.toFloatArray());
  }

  /** Goes on from a state. */
  void resume(Moments moments) {
    steps = moments.steps();
    first.set(moments.first());
    second.set(moments.second());
  }

  /**
   * The state of Adam.
   *
   * @param steps how many were made
   * @param first moving mean of the gradient
   * @param second moving mean of its square
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Moments(long steps, float[] first, float[] second) {}

  /** One step of Adam along the gradient of the last backward pass, which becomes zero. */
  void step(TrainingGraph graph, double rate) {
    steps++;
    double[] factors = Adam.factors(rate, steps);
    try (NDManager scratch = manager.newSubManager();
        NDArray gradient = parameters.getGradient()) {
      NDArray scalars = scratch.create(new float[] {(float) factors[0], (float) factors[1]});
      graph.adam(new NDList(parameters, gradient, first, second, scalars), scratch);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
