package dev.troupe.training;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.ExitGate;
import dev.troupe.model.TrainingScript;
import dev.troupe.torchscript.ScriptArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forward pass of a training step, loaded on a device; holds native memory until closed. */
final class TrainingGraph implements AutoCloseable {
  private static final String ENGINE = "PyTorch";
  private static final String METHOD = "module_method:";

  private final Engine engine = Engine.getEngine(ENGINE);
  private final Model model;
  private final List<String> lossNames;

  @MustBeClosed
  TrainingGraph(TrainingScript.Graph graph, Device device) throws IOException {
    lossNames = graph.lossNames();
    model = engine.newModel("training", device);
    Path folder = Files.createTempDirectory("troupe-training-");
    Path archive = folder.resolve("training.pt");
    boolean done = false;
    try {
      ScriptArchive.write(graph.module(), archive);
      prepareThread();
      model.load(folder, "training", Map.of("trainParam", "true"));
      // The module loads in inference mode, while DJL believes that it is in training mode.
      JniUtils.enableTrainingMode((PtSymbolBlock) model.getBlock());
      done = true;
    } catch (MalformedModelException | EngineException e) {
      throw new IllegalStateException("PyTorch refuses the training graph: " + e.getMessage(), e);
    } finally {
      if (!done) {
        model.close();
      }
      Files.deleteIfExists(archive);
      Files.deleteIfExists(folder);
    }
  }

  /** Native memory on the graph's device, beside it; the caller closes it. */
  @MustBeClosed
  NDManager newManager() {
    return model.getNDManager().newSubManager();
  }

  /**
   * The graph executor must not choose other kernels after its first runs, and nothing but a step
   * records gradients.
   */
  static void prepareThread() {
    Engine.getEngine(ENGINE); // loads the native library
    JniUtils.setGraphExecutorOptimize(false);
    JniUtils.setGradMode(false);
  }

  /**
   * A step's three networks.
   *
   * @param generator dense motion and generator
   * @param detector the keypoint detector
   * @param discriminator empty vectors where there is none
   */
  record Networks(TrainedNetwork generator, TrainedNetwork detector, TrainedNetwork discriminator)
      implements AutoCloseable {
    List<TrainedNetwork> all() {
      return List.of(generator, detector, discriminator);
    }

    @Override
    public void close() {
      all().forEach(TrainedNetwork::close);
    }
  }

  /**
   * What a forward pass gave.
   *
   * @param losses the terms by name, weighted
   * @param prediction float32 (N,3,H,W)
   * @param warped the driving frame under the random warp
   */
  record Result(Map<String, Float> losses, NDArray prediction, NDArray warped) {}

  /**
   * Forward and backward: afterwards the networks hold their gradients, and their running
   * statistics have moved.
   *
   * @param batch source, driving, theta, control, of one manager, which the result belongs to
   */
  Result gradients(Networks networks, NDList batch) {
    // Not through DJL's collector, of which a process has but one: every device has its thread.
    ExitGate.enter();
    JniUtils.setGradMode(true);
    try {
      NDList outputs = forward(networks, batch);
      NDArray total = outputs.get(0);
      JniUtils.backward((PtNDArray) total, (PtNDArray) total.onesLike(), false, false);
      return result(outputs);
    } finally {
      JniUtils.setGradMode(false);
      ExitGate.leave();
    }
  }

  private NDList forward(Networks networks, NDList batch) {
    NDList inputs = new NDList();
    for (TrainedNetwork network : networks.all()) {
      inputs.add(network.parameters());
      inputs.add(network.statistics());
    }
    inputs.addAll(batch);
    NDManager manager = batch.head().getManager();
    NDList outputs = model.getBlock().forward(new ParameterStore(manager, false), inputs, true);
    outputs.attach(manager);
    return outputs;
  }

  private Result result(NDList outputs) {
    float[] values = outputs.get(1).toFloatArray();
    Map<String, Float> losses = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      losses.put(lossNames.get(i), values[i]);
    }
    return new Result(losses, outputs.get(2), outputs.get(3));
  }

  /**
   * Generates driving frames in inference mode; nothing of the networks changes.
   *
   * @param pictures source and driving, of one manager, which the result belongs to
   * @return float32 (N,3,H,W)
   */
  NDArray preview(Networks networks, NDList pictures) {
    NDList inputs = new NDList();
    for (TrainedNetwork network : List.of(networks.generator(), networks.detector())) {
      inputs.add(network.parameters());
      inputs.add(network.statistics());
    }
    inputs.addAll(pictures);
    return call("preview", inputs, pictures.head().getManager(), false).head();
  }

  /**
   * Makes a gradient the weighted sum of itself and another, which may lie on another device and
   * becomes zero.
   *
   * @param scratch on the first gradient's device
   */
  void absorb(NDArray gradient, NDArray other, float[] shares, NDManager scratch) {
    call("absorb", new NDList(gradient, other, scratch.create(shares)), scratch, true);
  }

  /** Gives numbers the values of others, which may lie on another device. */
  void copy(NDArray to, NDArray from, NDManager scratch) {
    call("copy", new NDList(to, from), scratch, true);
  }

  /** Runs the optimiser's step in place; what it gives back belongs to {@code scratch}. */
  void adam(NDList inputs, NDManager scratch) {
    call("adam", inputs, scratch, true);
  }

  /** Runs a method of the module; DJL takes its name from an array's. */
  NDList call(String method, NDList inputs, NDManager manager, boolean training) {
    NDArray name = manager.zeros(new Shape(1));
    name.setName(METHOD + method);
    NDList named = new NDList(inputs);
    named.add(name);
    ExitGate.enter();
    try {
      NDList outputs =
          model.getBlock().forward(new ParameterStore(manager, false), named, training);
      outputs.attach(manager);
      return outputs;
    } finally {
      ExitGate.leave();
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
