package dev.troupe.cli;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.batch.BatchRequest;
import dev.troupe.jobs.plan.BatchPlan;
import dev.troupe.jobs.plan.PlanBatch;
import dev.troupe.jobs.plan.PlanText;
import java.io.IOException;
import java.io.PrintWriter;

/** Plans a batch and prints the plan. */
final class PlanRun {
  private final LazySession session;
  private final Compute compute;
  private final ClusterOptions cluster;
  private final PrintWriter out;

  PlanRun(LazySession session, Compute compute, ClusterOptions cluster, PrintWriter out) {
    this.session = session;
    this.compute = compute;
    this.cluster = cluster;
    this.out = out;
  }

  /**
   * The command's exit code.
   *
   * @return 0 if every item can be made, 1 if some cannot
   */
  int run(BatchRequest request, boolean json) throws IOException {
    BatchPlan plan =
        PlanBatch.in(session::get, compute, cluster.cores(), cluster.price()).run(request);
    out.print(json ? PlanText.json(plan) : PlanText.of(plan));
    out.flush();
    return plan.failures().count() == 0 ? 0 : 1;
  }
}
