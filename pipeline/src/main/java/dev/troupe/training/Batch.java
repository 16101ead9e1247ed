package dev.troupe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a step sees.
 *
 * @param sources one picture per pair
 * @param drivings another of the same video
 * @param warp the random warp of each pair
 * @param videos where each pair is from
 */
record Batch(List<Picture> sources, List<Picture> drivings, Warps warp, List<String> videos) {

  /**
   * Random warps.
   *
   * @param theta (N,2,3)
   * @param control (N,1,points)
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Warps(float[] theta, float[] control) {}

  /** Source, driving, theta, control as tensors. */
  NDList tensors(NDManager manager) {
    int count = sources.size();
    return new NDList(
        pictures(manager, sources),
        pictures(manager, drivings),
        manager.create(warp.theta(), new Shape(count, 2, 3)),
        manager.create(warp.control(), new Shape(count, 1, warp.control().length / count)));
  }

  /** Pictures of one size as uint8 (N,H,W,3), blue first. */
  static NDArray pictures(NDManager manager, List<Picture> pictures) {
    FrameSize size = pictures.get(0).size();
    int each = size.width() * size.height() * 3;
    ByteBuffer bytes = manager.allocateDirect(each * pictures.size());
    pictures.forEach(picture -> bytes.put(picture.bgr()));
    bytes.rewind();
    return manager.create(
        bytes, new Shape(pictures.size(), size.height(), size.width(), 3), DataType.UINT8);
  }
}
