package dev.troupe.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks a store many small questions at once, with a bounded number of threads. */
public final class Concurrently {
  private static final int MOST_THREADS = 32;

  private Concurrently() {}

  /**
   * A question to a store.
   *
   * @param <A> what is asked about
   * @param <B> the answer
   */
  public interface Question<A, B> {
    /**
     * Asks.
     *
     * @param about what is asked about
     * @return the answer
     * @throws IOException if the store fails
     */
    B ask(A about) throws IOException;
  }

  /**
   * Asks about each.
   *
   * @param <A> what is asked about
   * @param <B> the answer
   * @param all what is asked about
   * @param question must be safe for several threads
   * @return the answers, in order
   * @throws IOException the first failure; what was not begun by then is not asked
   */
  public static <A, B> List<B> map(List<A> all, Question<A, B> question) throws IOException {
    List<B> answers = new ArrayList<>(all.size());
    if (all.size() <= 1) {
      for (A about : all) {
        answers.add(question.ask(about));
      }
      return answers;
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(MOST_THREADS, all.size()),
            task -> {
              Thread thread = new Thread(task, "store");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<B>> asked = new ArrayList<>(all.size());
      for (A about : all) {
        asked.add(pool.submit(() -> question.ask(about)));
      }
      for (Future<B> answer : asked) {
        answers.add(answer.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a store");
    } finally {
      pool.shutdownNow();
    }
  }

  private static IOException failure(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof UncheckedIOException unchecked) {
      return new IOException(unchecked.getMessage(), unchecked);
    }
    if (cause instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    return new IOException(cause == null ? "" : cause.getMessage(), failure);
  }
}
