package dev.troupe.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.model.FlatLayout;
import dev.troupe.model.ReferenceStepScript;
import dev.troupe.model.TrainingScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A training step as the paper's implementation makes it, on the same engine, for measurements
 * beside {@link Trainer}: a pass for generator and detector, their optimisers, a second pass for
 * the discriminator and its optimiser; every tensor for itself.
 */
final class ReferenceStep implements AutoCloseable {
  private static final List<String> LISTS = List.of("generator", "detector", "discriminator");
  private static final int PREDICTION = 2;
  private static final int WARPED = 3;
  private static final int KEYPOINTS = 4;

  private final TrainingGraph graph;
  private final List<String> terms;
  private final NDManager manager;
  private final boolean judged;
  private final List<Tensors> networks = new ArrayList<>();
  private long steps;

  /**
   * Copies a state to the processor.
   *
   * @param plan what is trained; computed in float32 with the batch's statistics
   * @param parts generator, detector, discriminator
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  ReferenceStep(TrainingScript.Plan plan, List<TrainingState.Part> parts) throws IOException {
    TrainingScript.Graph script = ReferenceStepScript.of(plan, Map.of());
    terms = script.lossNames();
    graph = new TrainingGraph(script, Device.cpu());
    manager = graph.newManager();
    judged = plan.discriminator().isPresent();
    for (int i = 0; i < parts.size(); i++) {
      networks.add(new Tensors(manager, LISTS.get(i), parts.get(i)));
    }
  }

  /** A network's tensors one by one, with its optimiser's moments. */
  private static final class Tensors {
    private final FlatLayout layout;
    private final NDList parameters = new NDList();
    private final NDList statistics = new NDList();
    private final NDList first = new NDList();
    private final NDList second = new NDList();

    Tensors(NDManager manager, String list, TrainingState.Part part) {
      layout = part.layout();
      for (FlatLayout.Slot slot : layout.parameters().slots()) {
        NDArray tensor = tensor(manager, slot, part.vectors().parameters(), list + "[]");
        tensor.setRequiresGradient(true);
        parameters.add(tensor);
        first.add(named(manager.zeros(tensor.getShape()), "first[]"));
        second.add(named(manager.zeros(tensor.getShape()), "second[]"));
      }
      for (FlatLayout.Slot slot : layout.statistics().slots()) {
        statistics.add(tensor(manager, slot, part.vectors().statistics(), list + "_statistics[]"));
      }
    }

    private static NDArray tensor(
        NDManager manager, FlatLayout.Slot slot, float[] vector, String name) {
      float[] values = new float[slot.count()];
      System.arraycopy(vector, slot.offset(), values, 0, slot.count());
      long[] sides = slot.shape().stream().mapToLong(Integer::longValue).toArray();
      return named(manager.create(values, new Shape(sides)), name);
    }

    NDList gradients() {
      NDList gradients = new NDList();
      parameters.forEach(each -> gradients.add(named(each.getGradient(), "gradients[]")));
      return gradients;
    }

    private static float[] flat(FlatLayout.Part part, NDList tensors) {
      float[] values = new float[part.length()];
      for (FlatLayout.Slot slot : part.slots()) {
        float[] each = tensors.get(slot.index()).toFloatArray();
        System.arraycopy(each, 0, values, slot.offset(), each.length);
      }
      return values;
    }
  }

  private static NDArray named(NDArray array, String name) {
    array.setName(name);
    return array;
  }

  /** The terms' names in the order of their values. */
  List<String> terms() {
    return terms;
  }

  /** The numbers of a network as they are now: 0 generator, 1 detector, 2 discriminator. */
  NetworkVectors vectors(int network) {
    Tensors tensors = networks.get(network);
    return new NetworkVectors(
        Tensors.flat(tensors.layout.parameters(), tensors.parameters),
        Tensors.flat(tensors.layout.statistics(), tensors.statistics));
  }

  /** A network's gradient before its optimiser's step, which makes it zero. */
  float[] gradient(int network) {
    Tensors tensors = networks.get(network);
    try (NDList gradients = tensors.gradients()) {
      return Tensors.flat(tensors.layout.parameters(), gradients);
    }
  }

  /**
   * Makes a whole step.
   *
   * @param batch source, driving, theta, control; pictures are float32 (N,3,H,W)
   * @return the terms' values
   */
  float[] step(NDList batch, double rate) {
    Pass pass = firstPass(batch);
    optimise(0, rate);
    optimise(1, rate);
    float[] values = pass.losses();
    if (judged) {
      values = secondPass(batch, pass);
      optimise(2, rate);
    }
    steps++;
    return values;
  }

  /**
   * What a pass gave.
   *
   * @param losses the terms so far
   * @param outputs of the graph
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Pass(float[] losses, NDList outputs) {
    NDArray prediction() {
      return outputs.get(PREDICTION);
    }

    NDArray warped() {
      return outputs.get(WARPED);
    }
  }

  /** Forward and backward of detector and generator; the discriminator gathers gradients too. */
  Pass firstPass(NDList batch) {
    NDList inputs = new NDList();
    for (Tensors network : networks) {
      inputs.addAll(listed(network.parameters, "no_parameters[]"));
      inputs.addAll(listed(network.statistics, "no_statistics[]"));
    }
    inputs.addAll(batch);
    NDList outputs = backward("forward", inputs, batch.head().getManager());
    return new Pass(outputs.get(1).toFloatArray(), outputs);
  }

  /** Forward and backward of the discriminator; what it gathered before is dropped. */
  float[] secondPass(NDList batch, Pass pass) {
    Tensors discriminator = networks.get(2);
    NDManager scratch = batch.head().getManager();
    try (NDList gradients = discriminator.gradients()) {
      graph.call("clear", gradients, scratch, true);
    }
    NDList inputs = new NDList(discriminator.parameters);
    inputs.addAll(listed(discriminator.statistics, "no_statistics[]"));
    inputs.add(batch.get(1));
    inputs.add(pass.outputs().get(PREDICTION));
    inputs.add(pass.outputs().get(KEYPOINTS));
    float[] judgement = backward("discriminate", inputs, scratch).get(1).toFloatArray();
    float[] all = java.util.Arrays.copyOf(pass.losses(), pass.losses().length + 1);
    all[all.length - 1] = judgement[0];
    return all;
  }

  /** An empty list would not be one for DJL: a number that nothing reads stands in. */
  private NDList listed(NDList tensors, String none) {
    return tensors.isEmpty() ? new NDList(named(manager.zeros(new Shape(1)), none)) : tensors;
  }

  private NDList backward(String method, NDList inputs, NDManager scratch) {
    try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDList outputs = graph.call(method, inputs, scratch, true);
      collector.backward(outputs.head());
      return outputs;
    }
  }

  /** A network's step along its gradient. */
  void optimise(int network, double rate) {
    Tensors tensors = networks.get(network);
    double[] factors = Adam.factors(rate, steps + 1);
    try (NDManager scratch = manager.newSubManager();
        NDList gradients = tensors.gradients()) {
      NDList inputs = new NDList(tensors.parameters);
      inputs.addAll(gradients);
      inputs.addAll(tensors.first);
      inputs.addAll(tensors.second);
      inputs.add(scratch.create(new float[] {(float) factors[0], (float) factors[1]}));
      graph.call("adam", inputs, scratch, true);
    }
  }

  @Override
  public void close() {
    manager.close();
    graph.close();
  }
}
