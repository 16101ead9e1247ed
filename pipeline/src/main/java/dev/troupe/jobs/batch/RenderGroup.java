package dev.troupe.jobs.batch;

import dev.troupe.jobs.Meter;
import dev.troupe.source.Concurrently;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Renders and publishes a group of items: preflight, the segments that are not committed yet, then
 * joining and publishing. What another run publishes or removes meanwhile is looked at again.
 */
final class RenderGroup {
  /** Rounds until an item whose segments vanish each time is given up. */
  private static final int MOST_ROUNDS = 5;

  private static final int SEGMENTS_PER_TASK = 8;
  private static final int ITEMS_PER_TASK = 16;

  private final JavaSparkContext context;
  private final Meter meter;
  private final Ledger ledger;
  private final boolean strict;

  RenderGroup(JavaSparkContext context, Meter meter, Ledger ledger, boolean strict) {
    this.context = context;
    this.meter = meter;
    this.ledger = ledger;
    this.strict = strict;
  }

  /**
   * Runs a group.
   *
   * @param plan what its tasks share
   * @param numbers the items' numbers in the batch, in the plan's order
   */
  void run(GroupPlan plan, List<Integer> numbers) throws IOException {
    Broadcast<GroupPlan> shared = context.broadcast(plan);
    try {
      Map<Integer, Integer> references = check(shared, numbers);
      Map<Integer, Ledger.Rendered> rendered = new HashMap<>();
      List<Integer> open = new ArrayList<>(references.keySet());
      for (int round = 1; !open.isEmpty(); round++) {
        List<BitSet> missing = missing(plan, numbers, open, round);
        render(shared, plan, numbers, units(plan, open, missing, references), rendered);
        open.removeIf(work -> ledger.isSettled(numbers.get(work)));
        List<Integer> lost = publish(shared, plan, numbers, open, rendered);
        open = stillOpen(plan, numbers, lost, round);
      }
    } finally {
      shared.destroy();
    }
  }

  /** Preflight: the reference frame of each item that can be rendered. */
  private Map<Integer, Integer> check(Broadcast<GroupPlan> shared, List<Integer> numbers)
      throws IOException {
    Map<Integer, Integer> references = new LinkedHashMap<>();
    for (ItemCheck check : CheckItems.run(context, shared)) {
      int number = numbers.get(check.work());
      ledger.warn(number, check.warnings());
      if (check.failure() != null) {
        ledger.failed(number, check.failure());
      } else if (strict && !check.warnings().isEmpty()) {
        ledger.failed(number, "Preflight: " + String.join(" ", check.warnings()));
      } else {
        references.put(check.work(), check.reference());
      }
    }
    return references;
  }

  /** The segments that are not committed. Nobody is asked about items that no run has begun. */
  private List<BitSet> missing(GroupPlan plan, List<Integer> numbers, List<Integer> open, int round)
      throws IOException {
    return Concurrently.map(
        open,
        number -> {
          GroupPlan.Work work = plan.works().get(number);
          boolean isBegun = round > 1 || ledger.isBegun(numbers.get(number));
          BitSet segments =
              isBegun ? OutputStates.committed(work.folder(), work.segments()) : new BitSet();
          segments.flip(0, work.segments());
          return segments;
        });
  }

  /** What is left to be rendered, by clip, so that tasks read few motion tables. */
  private static List<RenderUnits.Unit> units(
      GroupPlan plan, List<Integer> open, List<BitSet> missing, Map<Integer, Integer> references) {
    List<RenderUnits.Unit> units = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      int number = open.get(i);
      int reference = Optional.ofNullable(references.get(number)).orElseThrow();
      List<Integer> segments = missing.get(i).stream().boxed().toList();
      if (!segments.isEmpty()) {
        units.add(new RenderUnits.Unit(number, reference, segments));
      }
    }
    units.sort(
        Comparator.comparing(
                (RenderUnits.Unit unit) -> plan.works().get(unit.work()).parts().motion())
            .thenComparing(RenderUnits.Unit::work));
    return units;
  }

  private void render(
      Broadcast<GroupPlan> shared,
      GroupPlan plan,
      List<Integer> numbers,
      List<RenderUnits.Unit> units,
      Map<Integer, Ledger.Rendered> rendered)
      throws IOException {
    if (units.isEmpty()) {
      return;
    }
    List<List<RenderUnits.Unit>> tasks =
        RenderTasks.divide(units, Stages.cores(context), SEGMENTS_PER_TASK);
    List<SegmentOutcome> outcomes =
        Stages.models(context.parallelize(tasks, tasks.size()), plan.compute())
            .flatMap(List::iterator)
            .mapPartitions(new RenderUnits(shared, meter))
            .collect();
    for (SegmentOutcome outcome : outcomes) {
      int number = numbers.get(outcome.work());
      if (outcome.failure() == null) {
        ledger.segment(number, outcome);
        rendered.merge(
            outcome.work(),
            new Ledger.Rendered(1, outcome.task().seconds()),
            (a, b) -> new Ledger.Rendered(a.segments() + b.segments(), a.seconds() + b.seconds()));
      } else if (!ledger.isSettled(number)) {
        ledger.failed(number, outcome.failure());
      }
    }
  }

  /** Publishes items and gives those whose segments were gone. */
  private List<Integer> publish(
      Broadcast<GroupPlan> shared,
      GroupPlan plan,
      List<Integer> numbers,
      List<Integer> open,
      Map<Integer, Ledger.Rendered> rendered)
      throws IOException {
    if (open.isEmpty()) {
      return List.of();
    }
    int tasks = Stages.tasks(context, open.size(), ITEMS_PER_TASK);
    List<ItemOutcome> outcomes =
        Stages.media(context.parallelize(open, tasks)).map(new PublishItem(shared)).collect();
    List<Integer> lost = new ArrayList<>();
    List<GroupPlan.Work> published = new ArrayList<>();
    for (ItemOutcome outcome : outcomes) {
      int number = numbers.get(outcome.work());
      if (outcome.isLost()) {
        lost.add(outcome.work());
      } else if (outcome.failure() != null) {
        ledger.failed(number, outcome.failure());
      } else {
        ledger.done(
            number, outcome, rendered.getOrDefault(outcome.work(), new Ledger.Rendered(0, 0)));
        published.add(plan.works().get(outcome.work()));
      }
    }
    Cleaning.remove(published.stream().map(GroupPlan.Work::folder).toList());
    return lost;
  }

  /** Of items whose segments were gone, those that no other run has published. */
  private List<Integer> stillOpen(
      GroupPlan plan, List<Integer> numbers, List<Integer> lost, int round) throws IOException {
    List<Integer> open = new ArrayList<>();
    for (Integer number : lost) {
      GroupPlan.Work work = plan.works().get(number);
      String video = work.names().output();
      Optional<Sidecar> sidecar = Sidecar.read(Sidecar.beside(video));
      if (sidecar.isPresent()
          && sidecar
              .get()
              .isUpToDate(
                  video,
                  work.key(),
                  dev.troupe.jobs.Outputs.of(plan.request(work).outputs()).frames())) {
        ledger.reused(numbers.get(number));
        Cleaning.remove(List.of(work.folder()));
      } else if (round == MOST_ROUNDS) {
        throw new IOException(
            "Cannot finish %s: its segments vanished %d times; expected no one to remove %s"
                .formatted(video, round, work.folder().uri()));
      } else {
        open.add(number);
      }
    }
    return open;
  }
}
