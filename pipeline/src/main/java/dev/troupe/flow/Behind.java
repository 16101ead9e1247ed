package dev.troupe.flow;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Steps that are taken on a thread of their own while whoever hands them over computes on, a fixed
 * number of them behind at the most. For one giver.
 */
public final class Behind implements AutoCloseable {
  private final OneThread thread;
  private final int most;
  private final Deque<Future<?>> pending = new ArrayDeque<>();

  /** A step has failed; used on the steps' thread alone. */
  private boolean isBroken;

  /** A step. */
  @FunctionalInterface
  public interface Step {
    /**
     * Takes it.
     *
     * @throws IOException if a file system fails
     */
    void run() throws IOException;
  }

  /**
   * Nothing runs before the first step.
   *
   * @param name of the thread
   * @param most how many steps wait or run, at least 1
   * @throws IllegalArgumentException if {@code most} is not positive
   */
  public Behind(String name, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one step is behind, found " + most);
    }
    this.thread = new OneThread(name);
    this.most = most;
  }

  /**
   * Hands over a step; steps run in order, and none after one that failed. Waits while as many as
   * allowed are not done.
   *
   * @param step what is done
   * @throws IOException if an earlier step threw it
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted while
   *     it waits, which it stays
   */
  public void run(Step step) throws IOException {
    while (pending.size() >= most || (!pending.isEmpty() && pending.element().isDone())) {
      awaitFirst();
    }
    pending.add(thread.submit(() -> take(step)));
  }

  /**
   * Waits until every step is done. What steps wrote is then the caller's to read.
   *
   * @throws IOException if a step threw it
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted while
   *     it waits, which it stays
   */
  public void finish() throws IOException {
    while (!pending.isEmpty()) {
      awaitFirst();
    }
  }

  private void awaitFirst() throws IOException {
    try {
      thread.await(pending.remove());
    } catch (ExecutionException e) {
      // The failure itself, as if the giver had taken the step.
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw OneThread.unchecked(Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private Step take(Step step) throws IOException {
    if (!isBroken) {
      isBroken = true; // as long as the step has not returned
      step.run();
      isBroken = false;
    }
    return step;
  }

  /**
   * Stops the thread, without the steps that have not begun, and waits for its end; what steps use
   * may be freed afterwards.
   */
  @Override
  public void close() {
    thread.close();
    pending.clear();
  }
}
