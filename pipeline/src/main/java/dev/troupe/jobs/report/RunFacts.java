package dev.troupe.jobs.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as a whole.
 *
 * @param request what was asked for
 * @param cluster where it ran
 * @param times when it ran
 * @param plan what was expected
 * @param measured what it was; {@code toCapture} and {@code toRender} are those done
 */
public record RunFacts(
    Request request, Cluster cluster, Times times, Optional<Amounts> plan, Amounts measured) {
  /**
   * What was asked for.
   *
   * @param manifest where items came from; empty for a cross product
   * @param library the library's URI
   * @param notes what else people should know, one sentence each: that the run was stopped early
   */
  public record Request(Optional<String> manifest, String library, List<String> notes) {
    /** Copies the notes. */
    public Request {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Where it ran.
   *
   * @param master Spark's master URL
   * @param application Spark's application id
   * @param executors how many there were, at most at a time
   */
  public record Cluster(String master, String application, int executors) {}

  /**
   * When it ran.
   *
   * @param begin the command's begin
   * @param end the report's
   */
  public record Times(Instant begin, Instant end) {}
}
