package dev.troupe.jobs.batch;

import dev.troupe.jobs.Meter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Renders what is missing of some items in one job and, beside it, publishes each item as soon as
 * its own segments are committed. Those jobs have a pool of their own, so that their tasks need not
 * wait for those of the rendering.
 */
final class RenderRound {
  /** Where executors are shared out fairly, tasks of this pool take every second core they need. */
  static final String POOL = "publish";

  private static final int SEGMENTS_PER_TASK = 8;
  private static final int ITEMS_PER_TASK = 16;
  private static final int LEAST_JOBS = 4;
  private static final int MOST_JOBS = 64;

  private final JavaSparkContext context;
  private final Meter meter;
  private final Ledger ledger;
  private final Broadcast<GroupPlan> shared;
  private final List<Integer> numbers;
  private final Map<Integer, Ledger.Rendered> rendered;

  /** Segments still to come, by item. */
  private final Map<Integer, Integer> missing = new HashMap<>();

  private final List<Integer> ready = new ArrayList<>();
  private final List<Integer> lost = new ArrayList<>();
  private final List<Integer> published = new ArrayList<>();

  /**
   * A round.
   *
   * @param numbers the items' numbers in the batch, in the plan's order
   * @param rendered what this run rendered of the items; the round adds to it
   */
  RenderRound(
      Setting setting,
      Meter meter,
      Ledger ledger,
      Broadcast<GroupPlan> shared,
      List<Integer> numbers,
      Map<Integer, Ledger.Rendered> rendered) {
    this.context = setting.context();
    this.meter = meter;
    this.ledger = ledger;
    this.shared = shared;
    this.numbers = numbers;
    this.rendered = rendered;
  }

  /**
   * Renders and publishes.
   *
   * @param open the items, by their numbers in the group
   * @param units what is not committed of them
   * @throws IOException if the store or the cluster fails
   */
  void run(List<Integer> open, List<RenderUnits.Unit> units) throws IOException {
    units.forEach(unit -> missing.merge(unit.work(), unit.segments().size(), Integer::sum));
    open.stream().filter(work -> !missing.containsKey(work)).forEach(ready::add);
    int mostJobs = 1 + Math.min(MOST_JOBS, Math.max(LEAST_JOBS, Stages.cores(context)));
    try (ConcurrentJobs jobs = new ConcurrentJobs(context)) {
      if (!units.isEmpty()) {
        List<List<RenderUnits.Unit>> tasks =
            RenderTasks.divide(units, Stages.cores(context), SEGMENTS_PER_TASK);
        jobs.start(
            Stages.models(context.parallelize(tasks, tasks.size()), shared.value().compute())
                .flatMap(List::iterator)
                .mapPartitions(new RenderUnits(shared, meter)),
            null,
            this::segments);
      }
      while (jobs.running() > 0 || !ready.isEmpty()) {
        if (!ready.isEmpty() && jobs.running() < mostJobs) {
          publish(jobs);
        }
        jobs.hearNext();
      }
    }
  }

  /** Those whose segments were gone or damaged. */
  List<Integer> lost() {
    return lost;
  }

  /** Those that are there. */
  List<Integer> published() {
    return published;
  }

  private void publish(ConcurrentJobs jobs) {
    List<Integer> works = List.copyOf(ready);
    ready.clear();
    int tasks = Stages.tasks(context, works.size(), ITEMS_PER_TASK);
    jobs.start(
        Stages.media(context.parallelize(works, tasks)).map(new PublishItem(shared)),
        POOL,
        this::items);
  }

  private void segments(List<SegmentOutcome> outcomes) throws IOException {
    for (SegmentOutcome outcome : outcomes) {
      int number = numbers.get(outcome.work());
      if (outcome.failure() == null) {
        ledger.segment(number, outcome);
        rendered.merge(
            outcome.work(),
            new Ledger.Rendered(1, outcome.task().seconds()),
            (a, b) -> new Ledger.Rendered(a.segments() + b.segments(), a.seconds() + b.seconds()));
        if (missing.merge(outcome.work(), -1, Integer::sum) == 0 && !ledger.isSettled(number)) {
          ready.add(outcome.work());
        }
      } else if (!ledger.isSettled(number)) {
        ledger.failed(number, outcome.failure());
      }
    }
  }

  private void items(List<ItemOutcome> outcomes) throws IOException {
    for (ItemOutcome outcome : outcomes) {
      int number = numbers.get(outcome.work());
      if (outcome.isLost()) {
        lost.add(outcome.work());
      } else if (outcome.failure() != null) {
        ledger.failed(number, outcome.failure());
      } else {
        ledger.done(
            number, outcome, rendered.getOrDefault(outcome.work(), new Ledger.Rendered(0, 0)));
        published.add(outcome.work());
      }
    }
  }
}
