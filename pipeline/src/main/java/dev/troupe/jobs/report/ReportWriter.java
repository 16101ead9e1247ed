package dev.troupe.jobs.report;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.jobs.quality.FrameMetrics;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Takes a batch's rows as they come, in any order and from any thread, and makes the report of them.
 * Nothing is seen in the report's folder before {@link #finish}; memory does not grow with frames.
 */
public final class ReportWriter implements AutoCloseable {
  /**
   * A report to be.
   *
   * @param folder its URI or path; what an earlier report left there is replaced
   * @return a writer without rows
   * @throws IOException if the local disk cannot be written
   */
  @MustBeClosed
  public static ReportWriter open(String folder) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes an item. Once each.
   *
   * @param row what became of it
   * @param manifestLine the item as a manifest has it, source, driving and output and every option,
   *     to replay it if it failed
   * @throws IOException if the local disk is full
   */
  public void item(ItemRow row, Map<String, Object> manifestLine) throws IOException {}

  /** Takes a segment that was rendered. */
  public void segment(SegmentRow row) throws IOException {}

  /** Takes the frames of an item that was rendered, after or before the item itself. */
  public void frames(int item, List<FrameMetrics> frames) throws IOException {}

  /**
   * Publishes tables, failed.jsonl, run.json and last the page.
   *
   * @param run the run as a whole
   * @return the page's URI
   * @throws IOException if the report's folder cannot be written
   */
  public String finish(RunFacts run) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Forgets what was not finished. */
  @Override
  public void close() throws IOException {}
}
