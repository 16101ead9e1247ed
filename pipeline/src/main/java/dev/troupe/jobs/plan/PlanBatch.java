package dev.troupe.jobs.plan;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.Sessions;
import dev.troupe.jobs.batch.BatchPreflight;
import dev.troupe.jobs.batch.BatchRequest;
import dev.troupe.jobs.batch.InspectedItem;
import dev.troupe.jobs.batch.Inspection;
import dev.troupe.jobs.library.Throughput;
import dev.troupe.jobs.library.ThroughputFile;
import dev.troupe.jobs.report.Amounts;
import dev.troupe.model.ModelLocation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Plans a batch: {@code troupe plan}. Writes nothing. */
public final class PlanBatch {
  private final Supplier<Sessions.Session> session;
  private final Compute compute;
  private final OptionalInt cores;
  private final Optional<Price> price;

  private PlanBatch(
      Supplier<Sessions.Session> session,
      Compute compute,
      OptionalInt cores,
      Optional<Price> price) {
    this.session = session;
    this.compute = compute;
    this.cores = cores;
    this.price = price;
  }

  /**
   * A planner.
   *
   * @param session where the batch would run
   * @param compute device and batches
   * @param cores the cluster's; empty for what the session has
   * @param price what machines cost; empty if nobody asks
   * @return a planner
   */
  public static PlanBatch in(
      Sessions.Session session, Compute compute, OptionalInt cores, Optional<Price> price) {
    return in(() -> session, compute, cores, price);
  }

  /**
   * A planner.
   *
   * @param session where the batch would run; asked for if there is something to read or to make
   * @param compute device and batches
   * @param cores the cluster's; empty for what the session has
   * @param price what machines cost; empty if nobody asks
   * @return a planner
   */
  public static PlanBatch in(
      Supplier<Sessions.Session> session,
      Compute compute,
      OptionalInt cores,
      Optional<Price> price) {
    return new PlanBatch(session, compute, cores, price);
  }

  /**
   * Looks at a batch and estimates.
   *
   * @param request what would be made
   * @return the plan
   * @throws dev.troupe.problems.RequestException if outputs exist that Troupe did not make
   * @throws IOException if a file system fails
   */
  public BatchPlan run(BatchRequest request) throws IOException {
    Inspection inspection = Inspection.looking(session, compute, request);
    String library = request.places().library();
    return estimate(inspection, library)
        .plan(Warnings.of(BatchPreflight.of(session, compute, library, inspection)));
  }

  /**
   * Estimates what was looked at already.
   *
   * @param inspection what there is
   * @param library the library's URI or path
   * @return how much it is
   * @throws IOException if the library cannot be read
   */
  public Amounts amounts(Inspection inspection, String library) throws IOException {
    return estimate(inspection, library).plan(List.of()).amounts();
  }

  private Estimate estimate(Inspection inspection, String library) throws IOException {
    boolean isWork = inspection.items().stream().anyMatch(InspectedItem::isOpen);
    int available =
        isWork
            ? Cluster.cores(session.get().spark().sparkContext(), cores)
            : cores.orElse(1); // no cluster is started to learn that there is nothing to do
    return new Estimate(inspection, speeds(inspection, library), available, price);
  }

  /** For each model with work to do, recorded or else measured now. */
  private Map<String, Speed> speeds(Inspection inspection, String library) throws IOException {
    Map<String, ModelLocation> models = new LinkedHashMap<>();
    for (InspectedItem item : inspection.items()) {
      if (item.isOpen()) {
        ModelLocation model = item.item().options().model();
        models.putIfAbsent(model.contentHash(), model);
      }
    }
    ThroughputFile recorded = new ThroughputFile(library);
    Map<String, Speed> speeds = new LinkedHashMap<>();
    for (Map.Entry<String, ModelLocation> model : models.entrySet()) {
      Optional<Throughput> known = recorded.find(model.getKey(), compute.device());
      speeds.put(
          model.getKey(),
          known.isPresent()
              ? new Speed(known.get(), Speed.Origin.RECORDED)
              : new Speed(
                  new Calibration(compute).measure(model.getValue()), Speed.Origin.CALIBRATED));
    }
    return speeds;
  }
}
