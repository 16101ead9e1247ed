package dev.troupe.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.troupe.model.NetworkConfig;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * The fixed input of a proof: pictures of soft waves with some noise, and keypoints whose Jacobians
 * are moderate, so that the same formulas cannot differ by more than rounding.
 */
final class ProofInput {
  private static final int DRIVING_FRAMES = 2;
  private static final long SEED = 20190410;

  private final NDArray source;
  private final NDArray driving;
  private final NDList keypoints;

  ProofInput(NetworkConfig config, NDManager manager) {
    Random random = new Random(SEED);
    int width = config.frameSize().width();
    int height = config.frameSize().height();
    source = pictures(1, width, height, random, manager);
    driving = pictures(DRIVING_FRAMES, width, height, random, manager);
    int count = config.keypointCount();
    boolean jacobians = config.hasJacobians();
    keypoints = new NDList();
    for (int frames : new int[] {1, DRIVING_FRAMES}) {
      keypoints.add(positions(frames, count, random, manager));
      keypoints.add(jacobians(frames, jacobians ? count : 0, random, manager));
    }
  }

  /** One picture, uint8 (1,H,W,3), blue first. */
  NDArray source() {
    return source;
  }

  /** Two pictures, uint8 (2,H,W,3), blue first. */
  NDArray driving() {
    return driving;
  }

  /** Value and Jacobian of one source and two driving frames. */
  NDList keypoints() {
    return keypoints;
  }

  /** The same pictures as float32 (N,3,H,W) in [0, 1], red first. */
  NDArray floats(NDArray pictures) {
    return pictures.toType(DataType.FLOAT32, false).flip(3).transpose(0, 3, 1, 2).div(255f);
  }

  private static NDArray pictures(
      int count, int width, int height, Random random, NDManager manager) {
    byte[] pixels = new byte[count * height * width * 3];
    int at = 0;
    for (int picture = 0; picture < count; picture++) {
      double phase = 6 * random.nextDouble();
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int channel = 0; channel < 3; channel++) {
            double wave =
                Math.sin(9.0 * x / width + phase + channel) * Math.cos(7.0 * y / height - phase);
            pixels[at++] = (byte) (int) (127 + 90 * wave + 35 * random.nextDouble());
          }
        }
      }
    }
    return manager.create(
        ByteBuffer.wrap(pixels), new Shape(count, height, width, 3), DataType.UINT8);
  }

  private static NDArray positions(int frames, int count, Random random, NDManager manager) {
    float[] values = new float[frames * count * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 1.6f - 0.8f;
    }
    return manager.create(values, new Shape(frames, count, 2));
  }

  private static NDArray jacobians(int frames, int count, Random random, NDManager manager) {
    float[] values = new float[frames * count * 4];
    for (int i = 0; i < values.length; i++) {
      boolean diagonal = i % 4 == 0 || i % 4 == 3;
      values[i] = (diagonal ? 1 : 0) + random.nextFloat() * 0.5f - 0.25f;
    }
    return manager.create(values, new Shape(frames, count, 2, 2));
  }
}
