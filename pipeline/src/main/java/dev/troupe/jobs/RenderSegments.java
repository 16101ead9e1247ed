package dev.troupe.jobs;

import dev.troupe.motion.Keypoints;
import dev.troupe.problems.ItemBoundary;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/** A render task: generates, encodes and commits its segment. */
final class RenderSegments
    implements FlatMapFunction<Iterator<Tuple2<Integer, Row>>, RenderSegments.Rendered> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<RenderPlan> shared;
  private final Meter meter;

  RenderSegments(Broadcast<RenderPlan> shared, Meter meter) {
    this.shared = shared;
    this.meter = meter;
  }

  /** What a task says of a committed segment. */
  record Rendered(int segment, int frames) implements Serializable {}

  /**
   * The partition is one segment, its frames in order; it may be empty only if Spark made it so.
   */
  @Override
  public Iterator<Rendered> call(Iterator<Tuple2<Integer, Row>> rows) throws IOException {
    List<Row> frames = new ArrayList<>();
    rows.forEachRemaining(frame -> frames.add(frame._2()));
    if (frames.isEmpty()) {
      return Collections.emptyIterator();
    }
    RenderPlan plan = shared.value();
    RenderPlan here =
        new RenderPlan(
            plan.model(),
            TaskDevice.here(plan.compute()),
            plan.character(),
            plan.driving(),
            plan.products());
    int first = frames.get(0).getInt(0);
    int segment = (first - plan.driving().firstFrame()) / RenderPlan.SEGMENT_FRAMES;
    ItemBoundary.orBadData(
        "Cannot render the motion of %s, frame %d".formatted(plan.driving().clip().name(), first),
        () -> {
          render(here, segment, frames);
          return segment;
        });
    return List.of(new Rendered(segment, frames.size())).iterator();
  }

  private void render(RenderPlan plan, int segment, List<Row> frames) throws IOException {
    int first = frames.get(0).getInt(0);
    List<Keypoints> motion = frames.stream().map(row -> MotionTable.keypoints(row, 1, 2)).toList();
    new SegmentRenderer(plan, meter)
        .render(new SegmentRenderer.Segment(segment, first), motion, SegmentRenderer.Listener.NONE);
  }
}
