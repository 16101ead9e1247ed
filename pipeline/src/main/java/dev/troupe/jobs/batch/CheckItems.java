package dev.troupe.jobs.batch;

import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.quality.ClipFrame;
import dev.troupe.jobs.quality.Cropping;
import dev.troupe.jobs.quality.PosePair;
import dev.troupe.jobs.quality.Preflight;
import dev.troupe.jobs.quality.Warning;
import dev.troupe.media.Clip;
import dev.troupe.media.FrameRange;
import dev.troupe.motion.Keypoints;
import dev.troupe.motion.MotionTransfer;
import dev.troupe.motion.PoseDistance;
import dev.troupe.motion.TransferMode;
import dev.troupe.problems.ItemBoundary;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** A preflight task: reads clips' motion once and looks at all items that use it. */
final class CheckItems implements FlatMapFunction<Iterator<CheckItems.Unit>, ItemCheck> {
  private static final long serialVersionUID = 1L;

  private static final int CLIPS_PER_TASK = 16;

  private final Broadcast<GroupPlan> shared;

  CheckItems(Broadcast<GroupPlan> shared) {
    this.shared = shared;
  }

  /**
   * Items that use the same frames of a clip.
   *
   * @param motion the clip's number in the group
   * @param range its frames that are used
   * @param works the items' numbers
   */
  record Unit(int motion, FrameRange range, List<Integer> works) implements Serializable {}

  /** Looks at a group of items. */
  static List<ItemCheck> run(JavaSparkContext context, Broadcast<GroupPlan> shared) {
    return run(context, shared, IntStream.range(0, shared.value().works().size()).boxed().toList());
  }

  /** Looks at some items of a group. */
  static List<ItemCheck> run(
      JavaSparkContext context, Broadcast<GroupPlan> shared, List<Integer> numbers) {
    List<GroupPlan.Work> works = shared.value().works();
    Map<List<?>, Unit> units = new LinkedHashMap<>();
    for (int i : numbers) {
      int motion = works.get(i).parts().motion();
      FrameRange range = works.get(i).range();
      units
          .computeIfAbsent(
              List.of(motion, range), any -> new Unit(motion, range, new ArrayList<>()))
          .works()
          .add(i);
    }
    int tasks = Stages.tasks(context, units.size(), CLIPS_PER_TASK);
    return Stages.media(context.parallelize(List.copyOf(units.values()), tasks))
        .mapPartitions(new CheckItems(shared))
        .collect();
  }

  @Override
  public Iterator<ItemCheck> call(Iterator<Unit> units) throws IOException {
    GroupPlan plan = shared.value();
    TaskMotion motion = new TaskMotion(plan);
    List<ItemCheck> checks = new ArrayList<>();
    while (units.hasNext()) {
      Unit unit = units.next();
      if (!motion.isSound(unit.motion())) {
        unit.works().forEach(work -> checks.add(ItemCheck.damaged(work)));
        continue;
      }
      checks.addAll(
          ItemBoundary.run(
              "Cannot use the motion of " + plan.motions().get(unit.motion()).clip().name(),
              () -> check(plan, unit, motion),
              why -> unit.works().stream().map(work -> ItemCheck.failed(work, why)).toList()));
    }
    return checks.iterator();
  }

  private static List<ItemCheck> check(GroupPlan plan, Unit unit, TaskMotion motion)
      throws IOException {
    List<ClipFrame> frames = fromFirst(plan, unit, motion);
    List<String> warnings = texts(Preflight.of(frames, remedy(plan, unit)));
    List<ItemCheck> checks = new ArrayList<>();
    for (int work : unit.works()) {
      checks.add(
          ItemBoundary.run(
              "Cannot check " + plan.works().get(work).names().source(),
              () -> check(plan, work, frames, warnings),
              why -> ItemCheck.failed(work, why)));
    }
    return checks;
  }

  /** Warnings speak of seconds after the clip's first frame, as --start does. */
  private static List<ClipFrame> fromFirst(GroupPlan plan, Unit unit, TaskMotion motion)
      throws IOException {
    double first = plan.motions().get(unit.motion()).clip().timeline().time(0).toDouble();
    return motion.frames(unit.motion(), unit.range()).stream()
        .map(
            frame ->
                new ClipFrame(
                    frame.index(), frame.time() - first, frame.keypoints(), frame.quality()))
        .toList();
  }

  private static ItemCheck check(
      GroupPlan plan, int number, List<ClipFrame> frames, List<String> clipWarnings) {
    GroupPlan.Work work = plan.works().get(number);
    AnimateRequest.Motion how = plan.options(work).motion();
    if (how.transfer() == TransferMode.ABSOLUTE) {
      return new ItemCheck(number, work.range().from(), clipWarnings, null);
    }
    Keypoints source = plan.character(work).appearance().keypoints();
    int reference = reference(how, source, frames);
    Keypoints pose = frames.get(reference - work.range().from()).keypoints();
    try {
      MotionTransfer.relative(source, pose, how.adaptScale());
    } catch (IllegalArgumentException e) {
      return ItemCheck.failed(
          number,
          "Cannot take motion of %s relative to frame %d: %s"
              .formatted(work.names().driving(), reference, e.getMessage()));
    }
    List<String> warnings = new ArrayList<>(clipWarnings);
    Cropping.ofSource(work.names().source(), source, plan.options(work).pictures().fit())
        .ifPresent(each -> warnings.add(each.text()));
    PosePair.of(source, frames, reference).warning().ifPresent(each -> warnings.add(each.text()));
    return new ItemCheck(number, reference, warnings, null);
  }

  private static int reference(
      AnimateRequest.Motion how, Keypoints source, List<ClipFrame> frames) {
    if (how.reference().isEmpty()) {
      return frames.get(0).index();
    }
    OptionalInt wanted = how.reference().get().index();
    return wanted.isPresent() ? wanted.getAsInt() : best(source, frames);
  }

  /** The nearest frame, the first among equals. */
  private static int best(Keypoints source, List<ClipFrame> frames) {
    ClipFrame best = frames.get(0);
    double least = PoseDistance.of(source, best.keypoints());
    for (ClipFrame frame : frames) {
      double distance = PoseDistance.of(source, frame.keypoints());
      if (distance < least) {
        least = distance;
        best = frame;
      }
    }
    return best.index();
  }

  private static String remedy(GroupPlan plan, Unit unit) {
    GroupPlan.Work work = plan.works().get(unit.works().get(0));
    Clip clip = plan.motions().get(unit.motion()).clip();
    return Cropping.remedy(
        clip.name(), clip.size(), plan.character(work).size(), plan.options(work).pictures().fit());
  }

  private static List<String> texts(List<Warning> warnings) {
    return warnings.stream().map(Warning::text).toList();
  }
}
