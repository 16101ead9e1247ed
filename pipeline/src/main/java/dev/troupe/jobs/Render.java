package dev.troupe.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;

import dev.troupe.source.VideoSchema;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Renders transferred motion in segments of fixed length, one task each, so that frames and bytes
 * do not depend on where and beside what a segment is rendered.
 */
final class Render {
  /** What a task says of a committed segment. */
  static final StructType SEGMENT =
      new StructType()
          .add("segment", DataTypes.IntegerType, false)
          .add("frames", DataTypes.IntegerType, false);

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
      List<Row> rendered =
          units(transferred, plan.driving().firstFrame(), segments)
              .mapPartitions(new RenderSegments(shared, meter), Encoders.row(SEGMENT))
              .collectAsList();
      long done = rendered.stream().mapToLong(row -> row.getInt(1)).sum();
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

  /** Rows of (segment, index, positions, Jacobians): one partition per segment, in order. */
  private static Dataset<Row> units(Dataset<Row> transferred, int firstFrame, int segments) {
    String moved = Transfer.TRANSFERRED + ".";
    Column number = col(VideoSchema.INDEX).minus(firstFrame).divide(lit(RenderPlan.SEGMENT_FRAMES));
    return transferred
        .select(
            floor(number).cast(DataTypes.IntegerType).as("segment"),
            col(VideoSchema.INDEX),
            col(moved + MotionTable.KEYPOINTS),
            col(moved + MotionTable.JACOBIANS))
        .repartitionById(segments, col("segment"))
        .sortWithinPartitions(VideoSchema.INDEX);
  }
}
