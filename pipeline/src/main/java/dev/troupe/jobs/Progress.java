package dev.troupe.jobs;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Hears how far a job is. */
public interface Progress {
  /** Hears and says nothing. */
  Progress NONE = (stage, total, done) -> {};

  /**
   * A stage begins; the one before it is over.
   *
   * @param stage what is done, as in "Rendering"
   * @param total how many frames it has
   * @param done how many are done so far; may be asked from another thread at any time
   */
  void stage(String stage, long total, LongSupplier done);

  /**
   * Something worth knowing was found.
   *
   * @param warning a sentence
   */
  default void warn(String warning) {}

  /**
   * A stage begins whose name changes while it lasts.
   *
   * @param stage what is done; may be asked from another thread at any time
   * @param total how many frames it has
   * @param done how many are done so far; may be asked from another thread at any time
   */
  default void stage(Supplier<String> stage, long total, LongSupplier done) {
    stage(stage.get(), total, done);
  }
}
