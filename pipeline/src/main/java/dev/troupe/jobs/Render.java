package dev.troupe.jobs;

import static org.apache.spark.sql.functions.col;

import dev.troupe.source.VideoSchema;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Renders transferred motion in segments of fixed length, one task each, so that frames and bytes
 * do not depend on where and beside what a segment is rendered.
 */
final class Render {
  private final SparkSession spark;
  private final Meter meter;

  Render(SparkSession spark, Meter meter) {
    this.spark = spark;
    this.meter = meter;
  }

  /**
   * Renders and commits all segments.
   *
   * @param transferred a motion table with {@link Transfer#TRANSFERRED}
   * @param plan what all tasks share
   * @param frames how many frames there are
   * @return the number of segments
   */
  int run(Dataset<Row> transferred, RenderPlan plan, int frames) {
    int segments = (frames + RenderPlan.SEGMENT_FRAMES - 1) / RenderPlan.SEGMENT_FRAMES;
    Broadcast<RenderPlan> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(plan);
    try {
      List<RenderSegments.Rendered> rendered =
          units(transferred, plan.driving().firstFrame(), segments)
              .mapPartitions(new RenderSegments(shared, meter))
              .collect();
      long done = rendered.stream().mapToLong(RenderSegments.Rendered::frames).sum();
      if (rendered.size() != segments || done != frames) {
        throw new IllegalStateException(
            "rendered %d frames in %d segments, expected %d in %d"
                .formatted(done, rendered.size(), frames, segments));
      }
      return segments;
    } finally {
      shared.destroy();
    }
  }

  /** Rows of (index, positions, Jacobians) by index: one partition per segment, in order. */
  private static JavaPairRDD<Integer, Row> units(
      Dataset<Row> transferred, int firstFrame, int segments) {
    String moved = Transfer.TRANSFERRED + ".";
    return transferred
        .select(
            col(VideoSchema.INDEX),
            col(moved + MotionTable.KEYPOINTS),
            col(moved + MotionTable.JACOBIANS))
        .javaRDD()
        .keyBy(row -> row.getInt(0))
        .repartitionAndSortWithinPartitions(new BySegment(firstFrame, segments));
  }

  /** All frames of a segment to one task. */
  private static final class BySegment extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int firstFrame;
    private final int segments;

    BySegment(int firstFrame, int segments) {
      this.firstFrame = firstFrame;
      this.segments = segments;
    }

    @Override
    public int numPartitions() {
      return segments;
    }

    @Override
    public int getPartition(Object index) {
      return ((Integer) index - firstFrame) / RenderPlan.SEGMENT_FRAMES;
    }
  }
}
