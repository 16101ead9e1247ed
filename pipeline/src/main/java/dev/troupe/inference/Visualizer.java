package dev.troupe.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.media.Picture;
import dev.troupe.model.ModelLocation;
import dev.troupe.motion.Keypoints;
import java.util.ArrayList;
import java.util.List;

/**
 * Generates frames together with the generator's masks, warps and occlusion map. Several times
 * slower than {@link FrameGenerator}; for looking, not for production. For one thread.
 */
public final class Visualizer implements AutoCloseable {
  private final VisualizerNetwork<Visualization> network;

  /**
   * A visualizer for the calling thread.
   *
   * @param model which model
   * @param source the source image, of the network's frame size
   * @param appearance the same source, encoded by the same model
   * @param compute on which device
   * @throws dev.troupe.problems.BadDataException if the package cannot be read
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed by close()
  public Visualizer(ModelLocation model, Picture source, Appearance appearance, Compute compute) {
    this.network =
        new VisualizerNetwork<>(
            model, new VisualizerNetwork.Source(source, appearance), compute, Visualizer::read);
  }

  /**
   * Generates one frame and what led to it.
   *
   * @param motion transferred keypoints
   * @return the frame with its masks, warps and occlusion map
   */
  public Visualization visualize(Keypoints motion) {
    try {
      return network.predict(motion);
    } catch (TranslateException e) {
      throw Faults.raised("visualizer", e);
    }
  }

  @Override
  public void close() {
    network.close();
  }

  private static Visualization read(NDList outputs) {
    return new Visualization(
        Tensors.pictures(outputs.get(0), 1).get(0),
        pictures(outputs.get(6)).get(0),
        pictures(outputs.get(5).squeeze(0)),
        pictures(grey(outputs.get(2))),
        pictures(grey(outputs.get(4))).get(0));
  }

  /** Weights (1, M, h, w) as M grey images (M, 3, h, w). */
  private static NDArray grey(NDArray weights) {
    Shape shape = weights.getShape();
    return weights
        .reshape(shape.get(1), 1, shape.get(2), shape.get(3))
        .broadcast(new Shape(shape.get(1), 3, shape.get(2), shape.get(3)));
  }

  /** Images (M, 3, h, w), RGB in [0, 1], as pictures. */
  private static List<Picture> pictures(NDArray images) {
    Shape shape = images.getShape();
    int height = Math.toIntExact(shape.get(2));
    int width = Math.toIntExact(shape.get(3));
    float[] rgb = images.toFloatArray();
    int plane = width * height;
    List<Picture> pictures = new ArrayList<>();
    for (int image = 0; image < shape.get(0); image++) {
      byte[] bgr = new byte[plane * 3];
      for (int channel = 0; channel < 3; channel++) {
        int offset = (image * 3 + channel) * plane;
        for (int i = 0; i < plane; i++) {
          float level = Math.min(1f, Math.max(0f, rgb[offset + i]));
          bgr[i * 3 + 2 - channel] = (byte) Math.round(level * 255f);
        }
      }
      pictures.add(new Picture(width, height, bgr));
    }
    return pictures;
  }
}
