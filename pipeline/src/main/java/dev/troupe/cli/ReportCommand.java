package dev.troupe.cli;

import dev.troupe.jobs.Sessions;
import dev.troupe.jobs.report.StoredReport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code troupe report}: the page of a finished batch, made again from its tables. */
@Command(
    name = "report",
    description = "Makes the page of a batch's report again from its tables.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class ReportCommand implements Callable<Integer>, Checked {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "REPORT",
      arity = "1",
      description = "The report's folder, a URI or path: the one that holds run.json.")
  private @Nullable String report;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The page, a URI or path (default: report.html in the report's folder).")
  private @Nullable String output;

  @Mixin private SparkOptions spark = new SparkOptions();

  @Override
  public List<String> mistakes() {
    return spark.mistakes();
  }

  @Override
  public Integer call() throws IOException {
    if (spec == null || report == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    Sessions.prepare(spark.settings());
    String page = new StoredReport(report).page(Optional.ofNullable(output));
    spec.commandLine().getOut().println("Wrote " + page);
    return 0;
  }
}
