package dev.troupe.jobs.plan;

import dev.troupe.jobs.report.Amounts;
import java.util.List;

/**
 * What a batch will take.
 *
 * @param amounts how much it is: items, frames, hours, cost, bytes
 * @param progress how far earlier runs came
 * @param failures items that cannot be made
 * @param warnings what will probably spoil results, one sentence each
 * @param speeds what the times rest on, one for each model in use
 */
public record BatchPlan(
    Amounts amounts,
    Progress progress,
    Failures failures,
    List<String> warnings,
    List<Speed> speeds) {
  /** Copies the lists. */
  public BatchPlan {
    warnings = List.copyOf(warnings);
    speeds = List.copyOf(speeds);
  }

  /**
   * How far earlier runs came.
   *
   * @param itemsPartly items of which an interrupted run committed segments
   * @param itemsToRender items that will be rendered, those included
   * @param segmentsCommitted their committed segments
   * @param charactersToEncode characters whose appearance is not in the library
   */
  public record Progress(
      long itemsPartly, long itemsToRender, long segmentsCommitted, long charactersToEncode) {}

  /**
   * Items that cannot be made.
   *
   * @param count how many
   * @param reasons why, of the first ones, one sentence each
   */
  public record Failures(long count, List<String> reasons) {
    /** Copies the list. */
    public Failures {
      reasons = List.copyOf(reasons);
    }
  }
}
