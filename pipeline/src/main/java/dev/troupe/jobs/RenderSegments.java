package dev.troupe.jobs;

import dev.troupe.motion.Keypoints;
import dev.troupe.problems.ItemBoundary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** A render task: generates, encodes and commits its segment. */
final class RenderSegments implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<RenderPlan> shared;
  private final Meter meter;

  RenderSegments(Broadcast<RenderPlan> shared, Meter meter) {
    this.shared = shared;
    this.meter = meter;
  }

  /**
   * The partition is one segment, its frames in order; it may be empty only if Spark made it so.
   */
  @Override
  public Iterator<Row> call(Iterator<Row> rows) throws IOException {
    List<Row> frames = new ArrayList<>();
    rows.forEachRemaining(frames::add);
    if (frames.isEmpty()) {
      return Collections.emptyIterator();
    }
    int segment = frames.get(0).getInt(0);
    RenderPlan plan = shared.value();
    RenderPlan here =
        new RenderPlan(
            plan.model(),
            TaskDevice.here(plan.compute()),
            plan.character(),
            plan.driving(),
            plan.products());
    ItemBoundary.orBadData(
        "Cannot render the motion of %s, frame %d"
            .formatted(plan.driving().clip().name(), frames.get(0).getInt(1)),
        () -> {
          render(here, segment, frames);
          return segment;
        });
    return List.of(RowFactory.create(segment, frames.size())).iterator();
  }

  private void render(RenderPlan plan, int segment, List<Row> frames) throws IOException {
    int first = frames.get(0).getInt(1);
    List<Keypoints> motion = frames.stream().map(row -> MotionTable.keypoints(row, 2, 3)).toList();
    new SegmentRenderer(plan, meter)
        .render(new SegmentRenderer.Segment(segment, first), motion, SegmentRenderer.Listener.NONE);
  }
}
