package dev.troupe.cli;

import dev.troupe.jobs.bench.Bench;
import dev.troupe.jobs.bench.BenchPage;
import dev.troupe.jobs.bench.BenchRequest;
import dev.troupe.jobs.bench.BenchResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code troupe bench}: this machine measured. */
@Command(
    name = "bench",
    description =
        "Measures this machine on a network of the published size with random weights: the usual"
            + " loop, each network, training steps, whole jobs, memory; writes bench.json and bench.html.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class BenchCommand implements Callable<Integer>, Checked {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--output",
      defaultValue = "troupe-bench",
      paramLabel = "DIR",
      description = "The folder for the results (default: troupe-bench).")
  private Path output = Path.of("troupe-bench");

  @Option(
      names = "--quick",
      description = "A small network and short jobs: shows that all works, not how fast it is.")
  private boolean quick;

  @Option(
      names = "--price-per-hour",
      paramLabel = "PRICE",
      description = "What this machine costs an hour, for the cost of a rendered minute.")
  private @Nullable Double price;

  @Override
  public List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    if (price != null && !(price >= 0 && Double.isFinite(price))) {
      mistakes.add("Option --price-per-hour must not be negative, found %s.".formatted(price));
    }
    return mistakes;
  }

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    PrintWriter out = spec.commandLine().getOut();
    OptionalDouble hour = price == null ? OptionalDouble.empty() : OptionalDouble.of(price);
    BenchResult result;
    try (ProgressLine progress = new ProgressLine(out)) {
      result = Bench.run(new BenchRequest(output, quick, hour), progress);
    }
    Path page = BenchPage.write(result, output);
    report(result, out);
    out.println("Wrote " + page);
    return 0;
  }

  private static void report(BenchResult result, PrintWriter out) {
    out.println(
        String.format(
            Locale.ROOT,
            "Reference loop: %.2f frames/s on %d threads",
            result.reference().framesPerSecond(),
            result.reference().threads()));
    result.faults().forEach(out::println);
    for (BenchResult.Training step : result.training()) {
      out.println(
          String.format(
              Locale.ROOT,
              "Training step, %s: %.3f steps/s, %.2f times the reference step",
              step.name(),
              step.stepsPerSecond(),
              step.besideReference()));
    }
    for (BenchResult.Job job : result.jobs()) {
      out.println(
          String.format(
              Locale.ROOT,
              "%d characters, %s, %s: %.2f frames/s, %.0f %% in networks, peak %d MB",
              job.characters(),
              job.precision(),
              job.where(),
              job.framesPerSecond(),
              100 * job.networkShare(),
              job.peakMegabytes()));
    }
    result
        .ratios()
        .forEach((name, ratio) -> out.println(String.format(Locale.ROOT, "%s: %.2f", name, ratio)));
  }
}
