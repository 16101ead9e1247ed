package dev.troupe.jobs.quality;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the motion table says of a driving frame beside its motion; preflight reads it.
 *
 * @param luma mean brightness, 0 black to 1 white
 * @param change mean absolute difference of brightness to the frame before, 0 to 1, on 16 by 16
 *     cells; 0 for a clip's first frame
 * @param edge the smallest distance of a keypoint to the picture's edge, the picture's side being
 *     2; negative outside
 */
public record FrameQuality(float luma, float change, float edge) {
  /** luma, change, edge. */
  public static final StructType COLUMNS =
      new StructType()
          .add("luma", DataTypes.FloatType, false)
          .add("change", DataTypes.FloatType, false)
          .add("edge", DataTypes.FloatType, false);

  /**
   * Compares the frames of a whole clip with their neighbours.
   *
   * @param samples every frame's, in order
   * @return as many, in the same order
   */
  public static List<FrameQuality> inOrder(List<FrameSample> samples) {
    List<FrameQuality> qualities = new ArrayList<>(samples.size());
    byte[] before = samples.isEmpty() ? new byte[0] : samples.get(0).thumbnail();
    for (FrameSample sample : samples) {
      byte[] now = sample.thumbnail();
      qualities.add(
          new FrameQuality(
              Thumbnail.brightness(now), Thumbnail.difference(before, now), sample.edge()));
      before = now;
    }
    return qualities;
  }
}
