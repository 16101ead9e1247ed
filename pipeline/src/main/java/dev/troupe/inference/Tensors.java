package dev.troupe.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.troupe.inference.Appearance.FloatTensor;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.motion.Keypoints;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Plain Java values to native tensors and back, with one copy each way. */
final class Tensors {
  private Tensors() {}

  /**
   * Pictures as one uint8 tensor (batch, height, width, 3), the last picture repeated up to the
   * batch.
   */
  static NDArray pictures(NDManager manager, List<Picture> pictures, int batch, FrameSize size) {
    int each = size.width() * size.height() * 3;
    ByteBuffer data = ByteBuffer.allocateDirect(batch * each).order(ByteOrder.nativeOrder());
    for (int i = 0; i < batch; i++) {
      Picture picture = pictures.get(Math.min(i, pictures.size() - 1));
      if (!picture.size().equals(size)) {
        throw new IllegalArgumentException(
            "the network takes frames of %s, found %s".formatted(size, picture.size()));
      }
      data.put(picture.bgr());
    }
    data.rewind();
    return manager.create(data, new Shape(batch, size.height(), size.width(), 3), DataType.UINT8);
  }

  /** The first {@code count} pictures of a uint8 tensor (N, height, width, 3). */
  static List<Picture> pictures(NDArray frames, int count) {
    Shape shape = frames.getShape();
    int height = Math.toIntExact(shape.get(1));
    int width = Math.toIntExact(shape.get(2));
    ByteBuffer data = frames.toByteBuffer();
    List<Picture> pictures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] bgr = new byte[width * height * 3];
      data.get(bgr);
      pictures.add(new Picture(width, height, bgr));
    }
    return pictures;
  }

  /** Positions as a tensor (batch, K, 2), the last repeated up to the batch. */
  static NDArray values(NDManager manager, List<Keypoints> keypoints, int batch) {
    int count = keypoints.get(0).count();
    FloatBuffer data = floats(batch * count * 2);
    for (int i = 0; i < batch; i++) {
      data.put(keypoints.get(Math.min(i, keypoints.size() - 1)).values());
    }
    return manager.create(data.rewind(), new Shape(batch, count, 2), DataType.FLOAT32);
  }

  /** Jacobians as a tensor (batch, K, 2, 2), or (batch, 0, 2, 2) where there are none. */
  static NDArray jacobians(NDManager manager, List<Keypoints> keypoints, int batch) {
    if (!keypoints.get(0).hasJacobians()) {
      return manager.zeros(new Shape(batch, 0, 2, 2));
    }
    int count = keypoints.get(0).count();
    FloatBuffer data = floats(batch * count * 4);
    for (int i = 0; i < batch; i++) {
      data.put(keypoints.get(Math.min(i, keypoints.size() - 1)).jacobians());
    }
    return manager.create(data.rewind(), new Shape(batch, count, 2, 2), DataType.FLOAT32);
  }

  /** The first {@code count} rows of a detector's two outputs. */
  static List<Keypoints> keypoints(NDArray values, NDArray jacobians, int count) {
    int perValue = Math.toIntExact(values.getShape().get(1)) * 2;
    int perJacobian = Math.toIntExact(jacobians.getShape().get(1)) * 4;
    float[] allValues = values.toFloatArray();
    float[] allJacobians = perJacobian == 0 ? new float[0] : jacobians.toFloatArray();
    List<Keypoints> keypoints = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      keypoints.add(
          new Keypoints(
              java.util.Arrays.copyOfRange(allValues, i * perValue, (i + 1) * perValue),
              java.util.Arrays.copyOfRange(allJacobians, i * perJacobian, (i + 1) * perJacobian)));
    }
    return keypoints;
  }

  /** A native tensor of plain numbers. */
  static NDArray tensor(NDManager manager, FloatTensor tensor) {
    FloatBuffer data = floats(tensor.data().length);
    data.put(tensor.data());
    return manager.create(data.rewind(), new Shape(tensor.shape()), DataType.FLOAT32);
  }

  /** The same of a picture (1, C, h, w), each pixel's channels side by side in memory. */
  static NDArray channelsLast(NDManager manager, FloatTensor picture) {
    int channels = Math.toIntExact(picture.shape()[1]);
    long height = picture.shape()[2];
    long width = picture.shape()[3];
    int pixels = Math.toIntExact(height * width);
    FloatBuffer data = floats(channels * pixels);
    for (int channel = 0; channel < channels; channel++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        data.put(pixel * channels + channel, picture.data()[channel * pixels + pixel]);
      }
    }
    NDArray array =
        manager.create(data.rewind(), new Shape(1, height, width, channels), DataType.FLOAT32);
    return array.transpose(0, 3, 1, 2);
  }

  /** Plain numbers of a native tensor. */
  static FloatTensor plain(NDArray array) {
    return new FloatTensor(array.getShape().getShape(), array.toFloatArray());
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
