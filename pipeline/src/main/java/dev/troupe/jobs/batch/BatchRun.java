package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.Meter;
import dev.troupe.jobs.Progress;
import dev.troupe.jobs.RenderPlan;
import dev.troupe.jobs.RunningTasks;
import dev.troupe.jobs.batch.InspectedItem.State;
import dev.troupe.jobs.library.Library;
import dev.troupe.jobs.report.Amounts;
import dev.troupe.jobs.report.ReportWriter;
import dev.troupe.jobs.report.RunFacts;
import dev.troupe.jobs.report.TroupeMetrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/** One run of a batch, from what was found to the report. */
final class BatchRun implements AutoCloseable {
  private final Setting setting;
  private final JavaSparkContext context;
  private final Compute compute;
  private final Progress progress;
  private final BatchRequest request;
  private final Inspection inspection;
  private final ReportWriter report;
  private final Library library;
  private final Meter meter;
  private final TroupeMetrics metrics;
  private final RunningTasks running;
  private final Ledger ledger;
  private int encoded;
  private boolean stopped;

  BatchRun(Setting setting, BatchRequest request, Inspection inspection, ReportWriter report) {
    this.setting = setting;
    this.context = setting.context();
    this.compute = setting.compute();
    this.progress = setting.progress();
    this.request = request;
    this.inspection = inspection;
    this.report = report;
    this.library = new Library(request.places().library());
    this.meter = new Meter(context.sc());
    this.metrics = TroupeMetrics.register(context.sc());
    this.running = new RunningTasks(context.sc());
    this.ledger = new Ledger(inspection.items(), report, metrics);
  }

  @Override
  public void close() {
    running.close();
  }

  /** Makes what is missing. */
  void render() throws IOException {
    settleWhatIsKnown();
    if (isStopped() || ledger.open().isEmpty()) {
      return;
    }
    Failures failures = new Failures();
    failures.addAll(encode());
    failures.addAll(capture());
    for (Integer number : ledger.open()) {
      Optional<String> reason = failures.of(needs(number));
      if (reason.isPresent()) {
        ledger.failed(number, reason.get());
      }
    }
    if (!isStopped()) {
      renderGroups();
    }
  }

  private void settleWhatIsKnown() throws IOException {
    List<InspectedItem> items = inspection.items();
    for (int i = 0; i < items.size(); i++) {
      InspectedItem item = items.get(i);
      if (item.state() == State.DONE) {
        ledger.reused(i);
      } else if (item.state() == State.FAILED) {
        ledger.failed(i, item.failure().orElseThrow());
      }
    }
  }

  private List<Failures.Failure> encode() {
    List<NeededAppearance> characters = inspection.missingCharacters();
    progress.stage("Encoding %,d characters".formatted(characters.size()), 0, () -> 0);
    List<Failures.Failure> failures =
        new EncodeCharacters(context, compute, library).run(characters);
    encoded = characters.size() - failures.size();
    return failures;
  }

  private List<Failures.Failure> capture() {
    List<NeededMotion> clips = inspection.missingMotions();
    long frames = clips.stream().mapToLong(CaptureClips::frames).sum();
    progress.stage(
        "Capturing motion of %,d clips".formatted(clips.size()),
        frames,
        () -> meter.detectedFrames(running));
    List<Failures.Failure> failures = new CaptureClips(context, compute, library, meter).run(clips);
    metrics.add(TroupeMetrics.Counter.FRAMES_CAPTURED, meter.detectedFrames(running));
    return failures;
  }

  private void renderGroups() throws IOException {
    Groups groups = new Groups(compute, library, setting.groupBytes());
    LibraryRepair repair = new LibraryRepair(setting, library, meter, inspection.items());
    RenderGroup render = new RenderGroup(setting, meter, ledger, repair, request.policy().strict());
    for (List<Integer> group : groups.divide(inspection.items(), ledger.open())) {
      long before = meter.renderedFrames(running);
      progress.stage(
          () ->
              "Rendering, %,d of %,d items done".formatted(ledger.there(), request.items().size()),
          group.stream().mapToLong(number -> needs(number).range().count()).sum(),
          () -> meter.renderedFrames(running) - before);
      Failures failures = new Failures();
      Map<String, RenderPlan.Source> characters = repair.characters(groups, group, failures);
      List<Integer> possible = withCharacter(group, characters.keySet(), failures);
      if (!possible.isEmpty()) {
        render.run(groups.load(inspection.items(), possible, characters), possible);
      }
      if (isStopped()) {
        return;
      }
    }
  }

  private List<Integer> withCharacter(
      List<Integer> group, Set<String> characters, Failures failures) throws IOException {
    List<Integer> possible = new ArrayList<>();
    for (Integer number : group) {
      if (characters.contains(needs(number).character().key())) {
        possible.add(number);
      } else {
        ledger.failed(
            number,
            failures
                .of(needs(number))
                .orElse("Cannot keep its character: the library damages what is written"));
      }
    }
    return possible;
  }

  private boolean isStopped() {
    stopped |= ledger.isOver(request.policy().maxFailures());
    return stopped;
  }

  private InspectedItem.Needs needs(int number) {
    return inspection.items().get(number).needs().orElseThrow();
  }

  /** Writes the report and removes what is left of work. */
  BatchResult finish(RunClock clock, Optional<Amounts> plan, RenderBatch.Planner planner)
      throws IOException {
    progress.stage("Writing the report", 0, () -> 0);
    for (Integer number : ledger.open()) {
      ledger.failed(number, "Not begun: more items had failed than --max-failures allows.");
    }
    tidy();
    RunSummary summary = new RunSummary(context, inspection, ledger, meter);
    summary.record(library, compute);
    String page =
        report.finish(
            new RunFacts(
                new RunFacts.Request(request.places().manifest(), library.uri(), notes()),
                summary.cluster(),
                new RunFacts.Times(clock.begin(), java.time.Instant.now()),
                plan,
                summary.measured(clock, metrics, planner)));
    return new BatchResult(
        request.items().size(),
        ledger.done(),
        ledger.reused(),
        ledger.failed(),
        stopped,
        ledger.frames(),
        meter.detectedFrames(running),
        encoded,
        ledger.reusedSegments(),
        clock.seconds(),
        page,
        ledger.reasons().entrySet().stream()
            .map(
                failure ->
                    "%s: %s"
                        .formatted(
                            request.nameOf(request.items().get(failure.getKey())),
                            failure.getValue()))
            .toList(),
        ledger.failed() == 0 ? "" : request.places().report() + "/failed.jsonl");
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (stopped) {
      notes.add("Stopped early: more items failed than allowed.");
    }
    meter
        .deviceMemory()
        .forEach(
            (device, bytes) ->
                notes.add(
                    "At most %,d MiB of the device's memory were in use: %s."
                        .formatted(bytes >> 20, device)));
    return notes;
  }

  /**
   * Removes work that is not needed any more: of items that were done before, of failed ones, and
   * what a task that was started twice has left. A stopped batch may be continued, so its work
   * stays.
   */
  private void tidy() throws IOException {
    if (!stopped) {
      Cleaning.remove(OutputStates.begun(inspection.items()));
    }
  }
}
