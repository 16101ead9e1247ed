package dev.troupe.inference;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.Appearance.FloatTensor;
import dev.troupe.media.Picture;
import dev.troupe.model.ArchiveKind;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.Keypoints;
import java.util.List;

/**
 * The dense motion from one source to frames: deformation and occlusion map as numbers. Runs the
 * visualizer's network, generator included, so it is as slow. For one thread; holds native memory
 * until closed.
 */
public final class DenseMotionEstimator implements AutoCloseable {
  private static final int DEFORMATION = 3;
  private static final int OCCLUSION = 4;

  private final Networks.Lease lease;
  private final NDManager manager;
  private final Predictor<Keypoints, DenseMotion> predictor;

  /**
   * Dense motion as plain numbers.
   *
   * @param deformation (height, width, 2): where in the source each place comes from, x then y in
   *     [-1, 1]
   * @param occlusion (height, width): 1 where the source shows it, 0 where it must be invented
   */
  public record DenseMotion(FloatTensor deformation, FloatTensor occlusion) {}

  /**
   * An estimator for the calling thread.
   *
   * @param model which model
   * @param source the source image, of the network's frame size
   * @param appearance the same source, encoded by the same model
   * @param compute on which device
   * @throws dev.troupe.problems.BadDataException if the package cannot be read
   */
  @MustBeClosed
  public DenseMotionEstimator(
      ModelLocation model, Picture source, Appearance appearance, Compute compute) {
    this.lease =
        Networks.lease(
            model,
            ArchiveKind.VISUALIZER,
            new Networks.Use(compute.device(), compute.precision(), compute.packedFor(1)));
    this.manager = lease.newManager();
    NDArray image = Tensors.pictures(manager, List.of(source), 1, source.size());
    this.predictor =
        lease.predictor(new MotionToField(image, SourceTensors.of(manager, appearance)));
  }

  /**
   * Estimates one frame's.
   *
   * @param motion transferred keypoints
   * @return deformation and occlusion map
   */
  public DenseMotion estimate(Keypoints motion) {
    Networks.prepareThread();
    try {
      return predictor.predict(motion);
    } catch (TranslateException e) {
      throw new IllegalStateException("Cannot estimate dense motion: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    manager.close();
    lease.close();
  }

  private record MotionToField(NDArray image, SourceTensors source)
      implements NoBatchifyTranslator<Keypoints, DenseMotion> {
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
    public DenseMotion processOutput(TranslatorContext context, NDList outputs) {
      // The engine gives outputs to the first input's manager, which outlives this call.
      outputs.attach(context.getNDManager());
      return new DenseMotion(
          Tensors.plain(outputs.get(DEFORMATION).squeeze(0)),
          Tensors.plain(outputs.get(OCCLUSION).squeeze(0).squeeze(0)));
    }
  }
}
