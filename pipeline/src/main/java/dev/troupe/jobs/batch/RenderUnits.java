package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.inference.GeneratedFrame;
import dev.troupe.jobs.Meter;
import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.SegmentRenderer;
import dev.troupe.jobs.TaskDevice;
import dev.troupe.jobs.quality.ClipFrame;
import dev.troupe.jobs.quality.SegmentTrace;
import dev.troupe.media.FrameRange;
import dev.troupe.media.Timeline;
import dev.troupe.motion.Keypoints;
import dev.troupe.motion.MotionTransfer;
import dev.troupe.motion.TransferMode;
import dev.troupe.problems.ItemBoundary;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** A render task: generates, encodes and commits segments, of one item or of several. */
final class RenderUnits implements FlatMapFunction<Iterator<RenderUnits.Unit>, SegmentOutcome> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<GroupPlan> shared;
  private final Meter meter;

  RenderUnits(Broadcast<GroupPlan> shared, Meter meter) {
    this.shared = shared;
    this.meter = meter;
  }

  /**
   * Segments of an item to be rendered one after the other.
   *
   * @param work the item's number in its group
   * @param reference the clip's frame that stands for the source's pose
   * @param segments their numbers, rising
   */
  record Unit(int work, int reference, List<Integer> segments) implements Serializable {}

  @Override
  public Iterator<SegmentOutcome> call(Iterator<Unit> units) throws IOException {
    GroupPlan plan = shared.value();
    Compute here = TaskDevice.here(plan.compute());
    TaskMotion motion = new TaskMotion(plan);
    List<SegmentOutcome> outcomes = new ArrayList<>();
    while (units.hasNext()) {
      Unit unit = units.next();
      GroupPlan.Names names = plan.works().get(unit.work()).names();
      List<SegmentOutcome> done = new ArrayList<>();
      ItemBoundary.run(
          "Cannot render %s with %s".formatted(names.source(), names.driving()),
          () -> {
            Item item = item(plan, unit, here, motion);
            for (int number : unit.segments()) {
              done.add(item.render(number));
            }
            return done;
          },
          why -> {
            int segment = unit.segments().get(done.size());
            done.add(new SegmentOutcome(unit.work(), segment, 0, task(System.nanoTime()), why));
            return done;
          });
      outcomes.addAll(done);
    }
    return outcomes.iterator();
  }

  private Item item(GroupPlan plan, Unit unit, Compute here, TaskMotion motion) throws IOException {
    GroupPlan.Work work = plan.works().get(unit.work());
    return new Item(
        unit.work(),
        work,
        transfer(plan, work, unit.reference(), motion),
        range -> motion.frames(work.parts().motion(), range),
        new SegmentRenderer(plan.renderPlan(work, here), meter),
        plan.motion(work).clip().timeline());
  }

  private static MotionTransfer transfer(
      GroupPlan plan, GroupPlan.Work work, int reference, TaskMotion motion) throws IOException {
    var how = plan.options(work).motion();
    if (how.transfer() == TransferMode.ABSOLUTE) {
      return MotionTransfer.absolute();
    }
    FrameRange one = new FrameRange(reference, reference + 1);
    Keypoints pose = motion.frames(work.parts().motion(), one).get(0).keypoints();
    Keypoints source = plan.character(work).appearance().keypoints();
    return MotionTransfer.relative(source, pose, how.adaptScale());
  }

  /** Reads a range of a clip's motion. */
  private interface Frames {
    List<ClipFrame> of(FrameRange range) throws IOException;
  }

  /** An item whose segments are rendered one after the other. */
  private record Item(
      int number,
      GroupPlan.Work work,
      MotionTransfer transfer,
      Frames frames,
      SegmentRenderer renderer,
      Timeline timeline) {
    SegmentOutcome render(int segment) throws IOException {
      long begin = System.nanoTime();
      int first = work.range().from() + segment * RenderPlan.SEGMENT_FRAMES;
      FrameRange range =
          new FrameRange(first, Math.min(work.range().until(), first + RenderPlan.SEGMENT_FRAMES));
      List<Keypoints> moved =
          frames.of(range).stream().map(ClipFrame::keypoints).map(transfer::apply).toList();
      renderer.render(
          new SegmentRenderer.Segment(segment, first), moved, new Tracing(timeline, work.range()));
      return new SegmentOutcome(number, segment, range.count(), task(begin), null);
    }
  }

  private static SegmentOutcome.Task task(long begin) {
    double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    return new SegmentOutcome.Task(
        seconds, System.currentTimeMillis(), SparkEnv.get().executorId());
  }

  /** Keeps a trace of every frame beside the segment, for the report. */
  private static final class Tracing implements SegmentRenderer.Listener {
    private final Timeline timeline;
    private final FrameRange range;
    private final SegmentTrace.Recorder recorder;

    Tracing(Timeline timeline, FrameRange range) {
      this.timeline = timeline;
      this.range = range;
      this.recorder = new SegmentTrace.Recorder(range.count());
    }

    @Override
    public void generated(int index, GeneratedFrame frame, Keypoints motion) {
      double time =
          timeline.time(range.from() + index).minus(timeline.time(range.from())).toDouble();
      recorder.add(index, time, motion, frame.picture(), frame.occludedShare());
    }

    @Override
    public Optional<byte[]> keep() {
      return Optional.of(recorder.trace().toBytes());
    }
  }
}
