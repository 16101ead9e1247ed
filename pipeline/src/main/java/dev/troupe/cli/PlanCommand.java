package dev.troupe.cli;

import dev.troupe.jobs.batch.BatchRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code troupe plan}: what a batch would take. */
@Command(
    name = "plan",
    description =
        "Shows what \"troupe render\" with the same options would do and take; writes nothing.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class)
final class PlanCommand implements Callable<Integer>, Checked {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private BatchOptions batch = new BatchOptions();

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean json;

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
    try (LazySession session = new LazySession("troupe plan", batch.spark(), false)) {
      Optional<BatchRequest> request = new BatchSetup(batch, session).request();
      if (request.isEmpty()) {
        out.println(json ? "{}" : "Nothing to do: no item failed in the last run");
        return 0;
      }
      return new PlanRun(session, batch.compute(), cluster, out).run(request.get(), json);
    }
  }
}
