package dev.troupe.jobs.batch;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.Compute;
import dev.troupe.jobs.Progress;
import dev.troupe.jobs.Sessions;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.jobs.report.Amounts;
import dev.troupe.jobs.report.ReportWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Renders a batch: {@code troupe render}. */
public final class RenderBatch {
  private final Supplier<SparkSession> spark;
  private final Compute compute;
  private final Progress progress;

  /** Says before compute what a batch will take, for the report. */
  public interface Planner {
    /** Says nothing. */
    Planner NONE = inspection -> Optional.empty();

    /**
     * Plans.
     *
     * @param inspection what is known of the batch
     * @return what it will take
     * @throws IOException if a file system fails
     */
    Optional<Amounts> plan(Inspection inspection) throws IOException;

    /**
     * Says afterwards what it cost.
     *
     * @param cores of the executors together
     * @param seconds from first to last
     * @return in the price's currency; empty without a price
     */
    default Optional<Double> cost(int cores, double seconds) {
      return Optional.empty();
    }
  }

  /**
   * A job that can run once.
   *
   * @param spark where it runs
   * @param compute device and batches
   * @param progress hears how far it is
   */
  public RenderBatch(SparkSession spark, Compute compute, Progress progress) {
    this(() -> spark, compute, progress);
  }

  /**
   * A job that can run once.
   *
   * @param spark where it runs; asked for if there is anything to do
   * @param compute device and batches
   * @param progress hears how far it is
   */
  public RenderBatch(Supplier<SparkSession> spark, Compute compute, Progress progress) {
    this.spark = spark;
    this.compute = compute;
    this.progress = progress;
  }

  /**
   * A job that can run once.
   *
   * @param session where it runs
   * @param compute device and batches
   * @param progress hears how far it is
   * @return the job
   */
  public static RenderBatch in(Sessions.Session session, Compute compute, Progress progress) {
    return new RenderBatch(session.spark(), compute, progress);
  }

  /**
   * Runs the batch. Items whose inputs are bad fail, the rest goes on.
   *
   * @param request what is made
   * @return what it came to
   * @throws dev.troupe.problems.RequestException if outputs exist that Troupe did not make, or
   *     another run is making them
   * @throws IOException if a file system fails; what is committed stays for the next run
   */
  public BatchResult run(BatchRequest request) throws IOException {
    return run(request, Planner.NONE);
  }

  /**
   * Runs the batch. Items whose inputs are bad fail, the rest goes on.
   *
   * @param request what is made
   * @param planner says before compute what it will take
   * @return what it came to
   * @throws dev.troupe.problems.RequestException if outputs exist that Troupe did not make, or
   *     another run is making them
   * @throws IOException if a file system fails; what is committed stays for the next run
   */
  @SuppressWarnings("try") // the claims only have to last
  public BatchResult run(BatchRequest request, Planner planner) throws IOException {
    progress.stage("Looking at %,d items".formatted(request.items().size()), 0, () -> 0);
    RunClock clock = new RunClock();
    Inspection inspection = Inspection.of(spark, compute, request);
    if (UpToDate.is(inspection)) {
      return new UpToDate(request, inspection).finish(clock);
    }
    try (RunClaims claims = RunClaims.take(outputs(inspection))) {
      return render(request, inspection, planner, clock);
    }
  }

  /** Those that the run is going to make. */
  private static List<String> outputs(Inspection inspection) {
    return inspection.items().stream()
        .filter(InspectedItem::isOpen)
        .map(item -> item.item().output())
        .toList();
  }

  private BatchResult render(
      BatchRequest request, Inspection inspection, Planner planner, RunClock clock)
      throws IOException {
    Optional<Amounts> plan = planner.plan(inspection);
    try (ReportWriter report = report(request);
        BatchRun run =
            new BatchRun(
                new Setting(spark.get(), compute, progress), request, inspection, report)) {
      run.render();
      return run.finish(clock, plan, planner);
    }
  }

  /** The report to be; of a part of a batch, within that of the whole. */
  @MustBeClosed
  static ReportWriter report(BatchRequest request) throws IOException {
    String folder = request.places().report();
    return request.policy().continued()
        ? ReportWriter.continuing(folder, request.items().stream().map(BatchItem::output).toList())
        : ReportWriter.open(folder);
  }
}
