package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.Progress;
import dev.troupe.jobs.Sessions;
import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** Renders a batch: {@code troupe render}. */
public final class RenderBatch {
  private final SparkSession spark;
  private final Compute compute;
  private final Progress progress;

  /**
   * A job that can run once.
   *
   * @param spark where it runs
   * @param compute device and batches
   * @param progress hears how far it is
   */
  public RenderBatch(SparkSession spark, Compute compute, Progress progress) {
    this.spark = spark;
    this.compute = compute;
    this.progress = progress;
  }

  /**
   * A job that can run once.
   *
   * @param session where it runs
   * @param compute device and batches
   * @param progress hears how far it is
   * @return the job
   */
  public static RenderBatch in(Sessions.Session session, Compute compute, Progress progress) {
    return new RenderBatch(session.spark(), compute, progress);
  }

  /**
   * Runs the batch. Items whose inputs are bad fail, the rest goes on.
   *
   * @param request what is made
   * @return what it came to
   * @throws dev.troupe.problems.RequestException if outputs exist that Troupe did not make
   * @throws IOException if a file system fails; what is committed stays for the next run
   */
  public BatchResult run(BatchRequest request) throws IOException {
    throw new UnsupportedOperationException("not yet: " + spark + compute + progress);
  }
}
