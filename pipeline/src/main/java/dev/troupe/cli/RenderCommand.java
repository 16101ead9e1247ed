package dev.troupe.cli;

import dev.troupe.jobs.batch.BatchRequest;
import dev.troupe.jobs.batch.BatchResult;
import dev.troupe.jobs.batch.Inspection;
import dev.troupe.jobs.batch.RenderBatch;
import dev.troupe.jobs.plan.PlanBatch;
import dev.troupe.jobs.report.Amounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code troupe render}: many characters perform many clips. */
@Command(
    name = "render",
    description =
        "Renders a batch: the items of a manifest, or every source image with every driving video."
            + " What is up to date is skipped, what was interrupted is continued.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class RenderCommand implements Callable<Integer>, Checked {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private BatchOptions batch = new BatchOptions();

  @Option(
      names = "--dry-run",
      description = "Only show what would be done, as \"troupe plan\" does; write nothing.")
  private boolean dryRun;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Override
  public List<String> mistakes() {
    List<String> mistakes = batch.mistakes();
    mistakes.addAll(cluster.mistakes());
    return mistakes;
  }

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (LazySession session = new LazySession("troupe render", batch.spark(), !dryRun)) {
      Optional<BatchRequest> request = new BatchSetup(batch, session).request();
      if (request.isEmpty()) {
        out.println("Nothing to do: no item failed in the last run");
        return 0;
      }
      if (dryRun) {
        return new PlanRun(session, batch.compute(), cluster, out).run(request.get(), false);
      }
      return render(request.get(), session, out);
    }
  }

  private int render(BatchRequest request, LazySession session, PrintWriter out)
      throws IOException {
    batch.hardwareNote().ifPresent(out::println);
    BatchResult result;
    try (ProgressLine progress = new ProgressLine(out)) {
      result =
          new RenderBatch(() -> session.get().spark(), batch.compute(), progress)
              .run(request, new Planned(session, request.places().library()));
    }
    report(result, out);
    return result.exitCode();
  }

  /** Says for the report what the batch will take, and what it cost. */
  private final class Planned implements RenderBatch.Planner {
    private final LazySession session;
    private final String library;

    Planned(LazySession session, String library) {
      this.session = session;
      this.library = library;
    }

    @Override
    public Optional<Amounts> plan(Inspection inspection) throws IOException {
      PlanBatch planner =
          PlanBatch.in(session::get, batch.compute(), cluster.cores(), cluster.price());
      return Optional.of(planner.amounts(inspection, library));
    }

    @Override
    public Optional<Double> cost(int cores, double seconds) {
      return cluster.price().map(price -> price.cost(cores, seconds));
    }
  }

  private static void report(BatchResult result, PrintWriter out) {
    if (result.stopped()) {
      out.println("Stopped: more items failed than --max-failures allows");
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%,d items in %.1f s: %,d rendered, %,d up to date before, %,d failed",
            result.items(),
            result.wallSeconds(),
            result.done(),
            result.reused(),
            result.failed()));
    out.println(
        String.format(
            Locale.ROOT,
            "%,d frames rendered; motion of %,d frames and %,d characters computed, the rest was in"
                + " the library",
            result.frames(),
            result.detectedFrames(),
            result.encodedSources()));
    result.reasons().forEach(out::println);
    int more = result.failed() - result.reasons().size();
    if (more > 0) {
      out.println(String.format(Locale.ROOT, "and %,d more", more));
    }
    if (result.failed() > 0 && !result.failures().isEmpty()) {
      out.println("What failed and why: " + result.failures());
    }
    out.println("Report: " + result.reportPage());
  }
}
