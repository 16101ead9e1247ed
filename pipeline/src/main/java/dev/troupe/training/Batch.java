package dev.troupe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a step sees.
 *
 * @param sources one picture per pair
 * @param drivings another of the same video
 * @param warp the random warp of each pair
 * @param aims where landmarks want keypoints; empty where none guide
 * @param videos where each pair is from
 */
record Batch(
    List<Picture> sources, List<Picture> drivings, Warps warp, Aims aims, List<String> videos) {

  /**
   * Where landmarks want keypoints.
   *
   * @param values (N,2,guided,3): x, y and weight, for source and driving frame
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Aims(float[] values) {
    static final Aims NONE = new Aims(new float[0]);
  }

  /**
   * Random warps.
   *
   * @param theta (N,2,3)
   * @param control (N,1,points)
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Warps(float[] theta, float[] control) {}

  /**
   * The batch in parts of as equal size as can be, the larger ones first.
   *
   * @param count how many, at most as many as there are pairs
   */
  List<Batch> parts(int count) {
    if (count == 1) {
      return List.of(this);
    }
    List<Batch> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < count; i++) {
      int until = from + (sources.size() - from + count - i - 1) / (count - i);
      parts.add(part(from, until));
      from = until;
    }
    return parts;
  }

  private Batch part(int from, int until) {
    int theta = warp.theta().length / sources.size();
    int control = warp.control().length / sources.size();
    int aim = aims.values().length / sources.size();
    return new Batch(
        sources.subList(from, until),
        drivings.subList(from, until),
        new Warps(
            Arrays.copyOfRange(warp.theta(), theta * from, theta * until),
            Arrays.copyOfRange(warp.control(), control * from, control * until)),
        new Aims(Arrays.copyOfRange(aims.values(), aim * from, aim * until)),
        videos.subList(from, until));
  }

  /** How much of the batch a part is, at most 1. */
  double share(Batch part) {
    return (double) part.sources().size() / sources.size();
  }

  /** Source, driving, theta, control, and aims where there are any, as tensors. */
  NDList tensors(NDManager manager) {
    int count = sources.size();
    NDList tensors =
        new NDList(
            pictures(manager, sources),
            pictures(manager, drivings),
            manager.create(warp.theta(), new Shape(count, 2, 3)),
            manager.create(warp.control(), new Shape(count, 1, warp.control().length / count)));
    int guided = aims.values().length / (2 * LandmarkGuide.NUMBERS * count);
    if (guided > 0) {
      tensors.add(
          manager.create(aims.values(), new Shape(count, 2, guided, LandmarkGuide.NUMBERS)));
    }
    return tensors;
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
