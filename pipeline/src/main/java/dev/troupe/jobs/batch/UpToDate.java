package dev.troupe.jobs.batch;

import dev.troupe.jobs.library.Library;
import dev.troupe.jobs.report.Amounts;
import dev.troupe.jobs.report.ReportWriter;
import dev.troupe.jobs.report.RunFacts;
import dev.troupe.jobs.report.TroupeMetrics;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run that finds every item up to date: it only reports, and Spark is not started for it. */
final class UpToDate {
  private static final RunFacts.Cluster NOWHERE = new RunFacts.Cluster("not started", "none", 0);

  private final BatchRequest request;
  private final Inspection inspection;

  UpToDate(BatchRequest request, Inspection inspection) {
    this.request = request;
    this.inspection = inspection;
  }

  /** Whether nothing is to be made and nothing failed. */
  static boolean is(Inspection inspection) {
    return inspection.items().stream().allMatch(item -> item.state() == InspectedItem.State.DONE);
  }

  /** Writes the report and removes work that nobody needs any more. */
  BatchResult finish(RunClock clock) throws IOException {
    int items = inspection.items().size();
    try (ReportWriter report = RenderBatch.report(request)) {
      Ledger ledger = new Ledger(inspection.items(), report, TroupeMetrics.unwatched());
      for (int i = 0; i < items; i++) {
        ledger.reused(i);
      }
      Cleaning.remove(OutputStates.begun(inspection.items()));
      RunFacts.Request asked =
          new RunFacts.Request(
              request.places().manifest(),
              new Library(request.places().library()).uri(),
              List.of());
      String page =
          report.finish(
              new RunFacts(
                  asked,
                  NOWHERE,
                  new RunFacts.Times(clock.begin(), Instant.now()),
                  Optional.of(amounts(0)),
                  amounts(clock.seconds())));
      return new BatchResult(
          items, 0, items, 0, false, 0, 0, 0, 0, clock.seconds(), page, List.of(), "");
    }
  }

  private Amounts amounts(double wallSeconds) {
    return new Amounts(
        RunSummary.inputs(inspection, inspection.items().size()),
        new Amounts.Frames(RunSummary.frames(inspection), 0, 0),
        new Amounts.Effort(0, wallSeconds, 1, Optional.empty()),
        new Amounts.Bytes(0, 0));
  }
}
