package dev.troupe.cli;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.AnimateRequest;
import dev.troupe.jobs.AnimateResult;
import dev.troupe.jobs.Preparation;
import dev.troupe.jobs.Sessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/** Runs one animation from a checked request to the last line on the terminal. */
final class AnimateRun {
  private final SparkOptions spark;
  private final Compute compute;
  private final PrintWriter out;

  AnimateRun(SparkOptions spark, Compute compute, PrintWriter out) {
    this.spark = spark;
    this.compute = compute;
    this.out = out;
  }

  /** The exit code of a finished run; failures are thrown. */
  int run(AnimateRequest request) throws IOException {
    Sessions.prepare(spark.settings());
    Preparation prepared = Preparation.of(request);
    report(animate(prepared));
    return 0;
  }

  private AnimateResult animate(Preparation prepared) throws IOException {
    try (Sessions.Session session =
            Sessions.openForNetworks("troupe animate", spark.master(), spark.settings());
        ProgressLine progress = new ProgressLine(out)) {
      return session.animate(compute, progress).run(prepared);
    }
  }

  private void report(AnimateResult result) {
    result.damage().ifPresent(damage -> out.println(damage + "; used up to its last good frame"));
    result.outputs().stream().skip(1).forEach(extra -> out.println("Also wrote " + extra));
    out.println(timing(result.timing()));
    double wall = result.timing().wallSeconds();
    out.println(
        String.format(
            Locale.ROOT,
            "Wrote %s (%d frames, %.2f s of video in %.1f s, %.1f frames/s)",
            result.outputs().get(0),
            result.frames(),
            result.duration().toDouble(),
            wall,
            result.frames() / wall));
  }

  private static String timing(AnimateResult.Timing timing) {
    return String.format(
        Locale.ROOT,
        "Task time: decode %.1f s, detect %.1f s, generate %.1f s, encode %.1f s; the networks took"
            + " %.0f %% of %.1f s on %d cores",
        timing.tasks().decode(),
        timing.tasks().detect(),
        timing.tasks().generate(),
        timing.tasks().encode(),
        100 * timing.networkShare(),
        timing.wallSeconds(),
        timing.cores());
  }
}
