package dev.troupe.inference;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.Picture;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.Keypoints;
import java.util.List;
import java.util.function.Function;

/**
 * The visualizer's network with one source: from a frame's motion to whatever is read off its
 * outputs. For one thread; holds native memory until closed.
 */
final class VisualizerNetwork<T> implements AutoCloseable {
  private final Networks.Lease lease;
  private final NDManager manager;
  private final Predictor<Keypoints, T> predictor;

  /**
   * The source that frames are made of.
   *
   * @param picture of the network's frame size
   * @param appearance the same source, encoded by the same model
   */
  record Source(Picture picture, Appearance appearance) {}

  /**
   * A network for the calling thread.
   *
   * @param model which model
   * @param source who is seen
   * @param compute on which device
   * @param reading what is made of the outputs, while they last
   * @throws dev.troupe.problems.BadDataException if the package cannot be read
   */
  @MustBeClosed
  VisualizerNetwork(
      ModelLocation model, Source source, Compute compute, Function<NDList, T> reading) {
    this.lease =
        Networks.lease(
            model,
            ArchiveKind.VISUALIZER,
            new Networks.Use(compute.device(), compute.precision(), compute.packedFor(1)));
    this.manager = lease.newManager();
    Picture picture = source.picture();
    NDArray image = Tensors.pictures(manager, List.of(picture), 1, picture.size());
    SourceTensors tensors = SourceTensors.of(manager, source.appearance());
    this.predictor = lease.predictor(new MotionToOutputs<>(image, tensors, reading));
  }

  /** What is read off one frame, made with transferred keypoints. */
  T predict(Keypoints motion) throws TranslateException {
    Networks.prepareThread();
    return Networks.run(predictor, motion);
  }

  @Override
  public void close() {
    predictor.close();
    manager.close();
    lease.close();
  }

  private record MotionToOutputs<T>(
      NDArray image, SourceTensors source, Function<NDList, T> reading)
      implements NoBatchifyTranslator<Keypoints, T> {
    @Override
    public NDList processInput(TranslatorContext context, Keypoints motion) {
      List<Keypoints> one = List.of(motion);
      NDList inputs = new NDList(image);
      inputs.addAll(
          source.with(
              Tensors.values(context.getNDManager(), one, 1),
              Tensors.jacobians(context.getNDManager(), one, 1)));
      return inputs;
    }

    @Override
    public T processOutput(TranslatorContext context, NDList outputs) {
      // The engine gives outputs to the first input's manager, which outlives this call.
      outputs.attach(context.getNDManager());
      return reading.apply(outputs);
    }
  }
}
