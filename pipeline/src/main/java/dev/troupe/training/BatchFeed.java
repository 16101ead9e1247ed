package dev.troupe.training;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Batches one after the other, made ahead by background threads; a few are ready, never more. */
final class BatchFeed implements AutoCloseable {
  private final BatchMaker maker;
  private final ExecutorService threads;
  private final Queue<Future<Batch>> ready = new ArrayDeque<>();
  private final long end;
  private long next;

  /**
   * Begins to make batches.
   *
   * @param first the first step
   * @param end the step behind the last
   * @param workers background threads
   */
  BatchFeed(BatchMaker maker, long first, long end, int workers) {
    this.maker = maker;
    this.next = first;
    this.end = end;
    this.threads =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              Thread thread = new Thread(task, "training-batches");
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < 2 * workers; i++) {
      order();
    }
  }

  private void order() {
    if (next < end) {
      long step = next++;
      ready.add(threads.submit(() -> maker.batch(step)));
    }
  }

  /**
   * The next step's batch.
   *
   * @throws IOException if a file system fails
   */
  Batch take() throws IOException {
    try {
      Batch batch = ready.remove().get();
      order();
      return batch;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot go on training: it was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
