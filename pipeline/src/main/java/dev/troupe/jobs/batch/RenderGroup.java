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
import org.apache.spark.broadcast.Broadcast;

/**
 * Renders and publishes a group of items: preflight, then in rounds the segments that are not
 * committed yet and, beside that, joining and publishing. What vanished meanwhile, or turns out to
 * be damaged, is made again in the next round.
 */
final class RenderGroup {
  /** Rounds until an item whose segments vanish each time is given up. */
  private static final int MOST_ROUNDS = 5;

  private final Setting setting;
  private final Meter meter;
  private final Ledger ledger;
  private final LibraryRepair repair;
  private final boolean strict;

  RenderGroup(Setting setting, Meter meter, Ledger ledger, LibraryRepair repair, boolean strict) {
    this.setting = setting;
    this.meter = meter;
    this.ledger = ledger;
    this.repair = repair;
    this.strict = strict;
  }

  /**
   * Runs a group.
   *
   * @param plan what its tasks share
   * @param numbers the items' numbers in the batch, in the plan's order
   */
  void run(GroupPlan plan, List<Integer> numbers) throws IOException {
    Broadcast<GroupPlan> shared = setting.context().broadcast(plan);
    try {
      Map<Integer, Integer> references = check(shared, numbers);
      Map<Integer, Ledger.Rendered> rendered = new HashMap<>();
      List<Integer> open = new ArrayList<>(references.keySet());
      for (int round = 1; !open.isEmpty(); round++) {
        List<BitSet> missing = missing(plan, numbers, open, round);
        RenderRound made = new RenderRound(setting, meter, ledger, shared, numbers, rendered);
        made.run(open, units(plan, open, missing, references));
        Cleaning.remove(
            made.published().stream().map(work -> plan.works().get(work).folder()).toList());
        open = stillOpen(plan, numbers, made.lost(), round);
      }
    } finally {
      shared.destroy();
    }
  }

  /** Preflight: the reference frame of each item that can be rendered. */
  private Map<Integer, Integer> check(Broadcast<GroupPlan> shared, List<Integer> numbers)
      throws IOException {
    Map<Integer, Integer> references = new LinkedHashMap<>();
    for (ItemCheck check : repaired(shared, numbers)) {
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

  /** What is said of items when damaged motion has been made again. */
  private List<ItemCheck> repaired(Broadcast<GroupPlan> shared, List<Integer> numbers) {
    List<ItemCheck> checks = new ArrayList<>(CheckItems.run(setting.context(), shared));
    List<Integer> damaged =
        checks.stream().filter(ItemCheck::isDamaged).map(ItemCheck::work).toList();
    if (damaged.isEmpty()) {
      return checks;
    }
    checks.removeIf(ItemCheck::isDamaged);
    Failures failures = repair.motions(damaged.stream().map(numbers::get).toList());
    List<Integer> again = new ArrayList<>();
    for (Integer work : damaged) {
      Optional<String> failure = failures.of(repair.needs(numbers.get(work)));
      failure.ifPresentOrElse(
          why -> checks.add(ItemCheck.failed(work, why)), () -> again.add(work));
    }
    for (ItemCheck check : CheckItems.run(setting.context(), shared, again)) {
      checks.add(
          check.isDamaged()
              ? ItemCheck.failed(
                  check.work(),
                  "Cannot keep its clip's motion: the library damages what is written")
              : check);
    }
    return checks;
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
