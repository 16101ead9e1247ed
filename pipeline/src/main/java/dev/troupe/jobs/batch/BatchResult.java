package dev.troupe.jobs.batch;

import java.util.List;

/**
 * What a batch came to.
 *
 * @param items how many were asked for
 * @param done rendered and published by this run
 * @param reused up to date before it began
 * @param failed not made: their inputs are bad, or the batch was stopped before their turn
 * @param stopped whether more items failed than were allowed
 * @param frames frames this run rendered
 * @param detectedFrames frames this run decoded and detected
 * @param encodedSources source images this run encoded
 * @param reusedSegments segments found committed by an interrupted run
 * @param wallSeconds how long it took
 * @param reportPage the report's HTML page
 * @param reasons why the first items failed, in the batch's order, at most {@value #MOST_REASONS}
 * @param failures the manifest of what failed, to replay; empty text if nothing did
 */
public record BatchResult(
    int items,
    int done,
    int reused,
    int failed,
    boolean stopped,
    long frames,
    long detectedFrames,
    int encodedSources,
    int reusedSegments,
    double wallSeconds,
    String reportPage,
    List<String> reasons,
    String failures) {
  /** More than this nobody reads on a terminal. */
  static final int MOST_REASONS = 10;

  /** Copies the reasons. */
  public BatchResult {
    reasons = List.copyOf(reasons);
  }

  /**
   * The exit code of the command.
   *
   * @return 0 if every item is there, 1 if some failed
   */
  public int exitCode() {
    return failed == 0 ? 0 : 1;
  }
}
