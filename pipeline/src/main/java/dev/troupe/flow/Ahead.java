package dev.troupe.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Values that are made on a thread of their own while their taker computes, a fixed number of them
 * ahead at the most. For one taker.
 *
 * @param <T> what is made
 */
public final class Ahead<T> implements AutoCloseable {
  private final OneThread thread;
  private final int most;
  private final Supplier<Optional<T>> maker;
  private final Deque<Future<Optional<T>>> pending = new ArrayDeque<>();

  /** The maker is done or has failed; used on its thread alone. */
  private boolean isOver;

  /**
   * Nothing is made before the first value is taken.
   *
   * @param name of the thread
   * @param most how many values are made ahead of the one taken last, at least 1
   * @param maker makes the next value, or empty at the end; always called on the same thread, and
   *     not again after the end or a failure
   * @throws IllegalArgumentException if {@code most} is not positive
   */
  public Ahead(String name, int most, Supplier<Optional<T>> maker) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one value is made ahead, found " + most);
    }
    this.thread = new OneThread(name);
    this.most = most;
    this.maker = maker;
  }

  /**
   * Takes the next value.
   *
   * @return values in the order they were made; empty at the end, and ever after
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted while
   *     it waits, which it stays
   */
  public Optional<T> next() {
    fill();
    Future<Optional<T>> first = Objects.requireNonNull(pending.poll());
    try {
      Optional<T> value = thread.await(first);
      fill();
      return value;
    } catch (ExecutionException e) {
      // The failure itself, as if the taker had made the value.
      throw OneThread.unchecked(Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private void fill() {
    while (pending.size() < most) {
      pending.add(thread.submit(this::make));
    }
  }

  private Optional<T> make() {
    if (isOver) {
      return Optional.empty();
    }
    isOver = true; // as long as the maker has not returned a value
    Optional<T> value = maker.get();
    isOver = value.isEmpty();
    return value;
  }

  /** Stops the thread and waits for its end; what the maker uses may be freed afterwards. */
  @Override
  public void close() {
    thread.close();
    pending.clear();
  }
}
