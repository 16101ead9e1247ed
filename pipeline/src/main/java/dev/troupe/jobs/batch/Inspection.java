package dev.troupe.jobs.batch;

import dev.troupe.inference.Compute;
import dev.troupe.jobs.Sessions;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * What is known of a batch before compute: its unique inputs, hashed and probed, and how much of
 * each item there is. What was found of inputs is kept in the library, so that looking again reads
 * no media.
 */
public final class Inspection {
  private final List<InspectedItem> items;
  private final List<InspectedSource> sources;
  private final List<InspectedClip> clips;
  private final List<Missing> toCapture;
  private final int toEncode;

  private Inspection(
      List<InspectedItem> items,
      List<InspectedSource> sources,
      List<InspectedClip> clips,
      List<Missing> toCapture,
      int toEncode) {
    this.items = items;
    this.sources = sources;
    this.clips = clips;
    this.toCapture = toCapture;
    this.toEncode = toEncode;
  }

  /**
   * A clip's motion that the library lacks. A clip that is used with two models appears twice.
   *
   * @param clip which
   * @param frames how many frames will be decoded and detected: all of it
   */
  public record Missing(InspectedClip clip, int frames) {}

  /**
   * Inspects a batch.
   *
   * @param session where it would run
   * @param compute device and batches
   * @param request what is asked for
   * @return what there is
   * @throws dev.troupe.problems.RequestException if outputs exist that Troupe did not make
   * @throws IOException if a file system fails
   */
  public static Inspection of(Sessions.Session session, Compute compute, BatchRequest request)
      throws IOException {
    return of(session.spark(), compute, request);
  }

  static Inspection of(SparkSession spark, Compute compute, BatchRequest request)
      throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Every item, in the batch's order.
   *
   * @return as many as were asked for
   */
  public List<InspectedItem> items() {
    return items;
  }

  /**
   * The unique source images.
   *
   * @return at least one
   */
  public List<InspectedSource> sources() {
    return sources;
  }

  /**
   * The unique driving clips.
   *
   * @return at least one
   */
  public List<InspectedClip> clips() {
    return clips;
  }

  /**
   * Motion of clips with unfinished items that the library lacks.
   *
   * @return one for each clip and model
   */
  public List<Missing> toCapture() {
    return toCapture;
  }

  /**
   * Appearances of characters with unfinished items that the library lacks.
   *
   * @return how many source images will be encoded
   */
  public int toEncode() {
    return toEncode;
  }
}
