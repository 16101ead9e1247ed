package dev.troupe.flow;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread that takes steps in the order they are handed over. Started by the first step, from the
 * thread that hands it over, whose class loader and credentials it inherits.
 */
final class OneThread implements AutoCloseable {
  private final String name;
  private final ThreadPoolExecutor executor;
  private @Nullable Thread thread;

  OneThread(String name) {
    this.name = name;
    this.executor =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::started);
  }

  <T> Future<T> submit(Callable<T> step) {
    return executor.submit(step);
  }

  /**
   * Waits for a step.
   *
   * @return what it gave
   * @throws ExecutionException if it failed
   * @throws CancellationException if the waiting thread is interrupted, which it stays
   */
  <T> T await(Future<T> step) throws ExecutionException {
    try {
      return step.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for thread " + name);
    }
  }

  /** What an unchecked failure of a step is: itself, whichever thread hears of it. */
  static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException itself
        ? itself
        : new IllegalStateException(failure.getMessage(), failure);
  }

  /**
   * Forgets the steps that have not begun, interrupts the one that has, and waits for its end, also
   * if the calling thread is interrupted: what steps use may be freed afterwards.
   */
  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    while (thread != null && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread started(Runnable steps) {
    Thread started = new Thread(steps, name);
    started.setDaemon(true);
    thread = started;
    return started;
  }
}
