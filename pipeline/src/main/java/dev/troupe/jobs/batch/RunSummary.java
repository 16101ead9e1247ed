package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.Meter;
import dev.troupe.jobs.library.Library;
import dev.troupe.jobs.library.Throughput;
import dev.troupe.jobs.library.ThroughputFile;
import dev.troupe.jobs.report.Amounts;
import dev.troupe.jobs.report.RunFacts;
import dev.troupe.jobs.report.TroupeMetrics;
import dev.troupe.jobs.report.TroupeMetrics.Counter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/** What a run took, for its report and for the plans of later runs. */
final class RunSummary {
  private static final double SECONDS_OF_HOUR = 3600;

  /** Fewer frames say little about speed. */
  private static final long ENOUGH_FRAMES = 64;

  private final JavaSparkContext context;
  private final Inspection inspection;
  private final Ledger ledger;
  private final Meter.Seconds seconds;

  RunSummary(JavaSparkContext context, Inspection inspection, Ledger ledger, Meter meter) {
    this.context = context;
    this.inspection = inspection;
    this.ledger = ledger;
    this.seconds = meter.seconds();
  }

  RunFacts.Cluster cluster() {
    int processes = context.sc().statusTracker().getExecutorInfos().length;
    return new RunFacts.Cluster(
        context.master(), context.sc().applicationId(), Math.max(1, processes - 1));
  }

  /** The same as a plan says, measured. */
  Amounts measured(RunClock clock, TroupeMetrics metrics, RenderBatch.Planner planner) {
    long frames = frames(inspection);
    long read =
        inspection.sources().stream().mapToLong(InspectedSource::bytes).sum()
            + inspection.clips().stream().mapToLong(InspectedClip::bytes).sum();
    boolean worked = ledger.done() > 0;
    double wall = clock.seconds();
    int cores = context.defaultParallelism();
    return new Amounts(
        inputs(inspection, ledger.reused()),
        new Amounts.Frames(frames, metrics.count(Counter.FRAMES_CAPTURED), ledger.frames()),
        new Amounts.Effort(
            (captureSeconds() + ledger.taskSeconds()) / SECONDS_OF_HOUR,
            wall,
            cores,
            planner.cost(cores, wall)),
        new Amounts.Bytes(worked ? read : 0, metrics.count(Counter.BYTES_WRITTEN)));
  }

  static Amounts.Inputs inputs(Inspection inspection, int upToDate) {
    return new Amounts.Inputs(
        inspection.items().size(),
        upToDate,
        different(inspection.clips().stream().map(InspectedClip::hash).toList()),
        different(inspection.sources().stream().map(InspectedSource::hash).toList()));
  }

  static long frames(Inspection inspection) {
    return inspection.items().stream().mapToLong(item -> item.range().count()).sum();
  }

  /** Keeps the run's speed for later plans, where it used one model and had enough to do. */
  void record(Library library, Compute compute) throws IOException {
    List<String> models =
        inspection.items().stream()
            .map(item -> item.item().options().model().contentHash())
            .distinct()
            .limit(2)
            .toList();
    if (models.size() != 1 || ledger.frames() < ENOUGH_FRAMES) {
      return;
    }
    ThroughputFile file = new ThroughputFile(library.uri());
    Optional<Throughput> earlier = file.find(models.get(0), compute.device());
    long captured = captured();
    double capture =
        captured >= ENOUGH_FRAMES
            ? captured / captureSeconds()
            : earlier.map(Throughput::captureFramesPerCoreSecond).orElse(0.0);
    double render = ledger.frames() / ledger.segmentSeconds();
    if (capture > 0 && Double.isFinite(capture) && render > 0 && Double.isFinite(render)) {
      double overhead = ledger.done() == 0 ? 0 : ledger.publishSeconds() / ledger.done();
      file.record(new Throughput(models.get(0), compute.device(), capture, render, overhead));
    }
  }

  private long captured() {
    return inspection.missingMotions().stream().mapToLong(CaptureClips::frames).sum();
  }

  private double captureSeconds() {
    return captured() == 0 ? 0 : seconds.decode() + seconds.detect();
  }

  private static long different(List<String> hashes) {
    return hashes.stream().filter(hash -> !hash.isEmpty()).distinct().count();
  }
}
