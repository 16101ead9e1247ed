package dev.troupe.inference;

import ai.djl.ndarray.NDList;
import ai.djl.translate.TranslateException;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.Appearance.FloatTensor;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.Keypoints;

/**
 * The dense motion from one source to frames: deformation and occlusion map as numbers. Runs the
 * visualizer's network, generator included, so it is as slow. For one thread; holds native memory
 * until closed.
 */
public final class DenseMotionEstimator implements AutoCloseable {
  private static final int DEFORMATION = 3;
  private static final int OCCLUSION = 4;
  private static final String NETWORK = "dense motion";

  private final VisualizerNetwork<DenseMotion> network;

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
  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  public DenseMotionEstimator(
      ModelLocation model, Picture source, Appearance appearance, Compute compute) {
    this.network =
        new VisualizerNetwork<>(
            model,
            new VisualizerNetwork.Source(source, appearance),
            compute,
            DenseMotionEstimator::read);
  }

  /**
   * Estimates one frame's.
   *
   * @param motion transferred keypoints
   * @return deformation and occlusion map
   */
  public DenseMotion estimate(Keypoints motion) {
    try {
      DenseMotion estimated = network.predict(motion);
      Faults.checkFinite(NETWORK, estimated.deformation().data());
      Faults.checkFinite(NETWORK, estimated.occlusion().data());
      return estimated;
    } catch (TranslateException e) {
      throw Faults.raised(NETWORK, e);
    }
  }

  @Override
  public void close() {
    network.close();
  }

  private static DenseMotion read(NDList outputs) {
    return new DenseMotion(
        Tensors.plain(outputs.get(DEFORMATION).squeeze(0)),
        Tensors.plain(outputs.get(OCCLUSION).squeeze(0).squeeze(0)));
  }
}
