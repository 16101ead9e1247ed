package dev.troupe.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AheadTest {

  @Test
  void next_thousandValues_givesThemInOrderAndThenTheEnd() {
    List<Integer> taken = new ArrayList<>();
    try (Ahead<Integer> ahead = new Ahead<>("test", 3, counting(1000))) {
      for (Optional<Integer> value = ahead.next(); value.isPresent(); value = ahead.next()) {
        taken.add(value.get());
      }

      assertThat(ahead.next()).isEmpty();
    }
    assertThat(taken).hasSize(1000).isSorted().startsWith(0).endsWith(999);
  }

  @Test
  void next_nothingElseTaken_makesNoMoreThanAllowed() {
    Semaphore begun = new Semaphore(0);
    AtomicInteger made = new AtomicInteger();
    try (Ahead<Integer> ahead =
        new Ahead<>(
            "test",
            3,
            () -> {
              begun.release();
              return Optional.of(made.getAndIncrement());
            })) {
      assertThat(ahead.next()).contains(0);
      begun.acquireUninterruptibly(4); // the one taken and three more

      assertThat(begun.tryAcquire()).isFalse();
      assertThat(ahead.next()).contains(1);
      begun.acquireUninterruptibly();
    }
    assertThat(made).hasValue(5);
  }

  @Test
  void next_taker_isNotTheMakersThread() {
    AtomicReference<Thread> maker = new AtomicReference<>();
    try (Ahead<Integer> ahead =
        new Ahead<>(
            "maker",
            1,
            () -> {
              maker.set(Thread.currentThread());
              return Optional.empty();
            })) {
      ahead.next();

      assertThat(maker.get()).isNotSameAs(Thread.currentThread());
      assertThat(maker.get().getName()).isEqualTo("maker");
      assertThat(maker.get().getContextClassLoader())
          .isSameAs(Thread.currentThread().getContextClassLoader());
    }
    assertThat(maker.get().isAlive()).isFalse();
  }

  @Test
  void next_makerFails_throwsTheSameFailureOnceAndMakesNoMore() {
    BadDataException failure = new BadDataException("Cannot decode a.mp4", new RuntimeException());
    AtomicInteger calls = new AtomicInteger();
    try (Ahead<Integer> ahead =
        new Ahead<>(
            "test",
            4,
            () -> {
              if (calls.incrementAndGet() == 2) {
                throw failure;
              }
              return Optional.of(7);
            })) {
      assertThat(ahead.next()).contains(7);
      assertThatThrownBy(ahead::next).isSameAs(failure);
      assertThat(ahead.next()).isEmpty();
    }
    assertThat(calls).hasValue(2);
  }

  @Test
  void next_makerRunsOutOfMemory_throwsTheError() {
    OutOfMemoryError failure = new OutOfMemoryError("tested");
    try (Ahead<Integer> ahead =
        new Ahead<>(
            "test",
            1,
            () -> {
              throw failure;
            })) {
      assertThatThrownBy(ahead::next).isSameAs(failure);
    }
  }

  @Test
  void close_makerInTheMiddleOfAValue_interruptsItAndWaitsForItsEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger calls = new AtomicInteger();
    Ahead<Integer> ahead =
        new Ahead<>(
            "test",
            2,
            () -> {
              if (calls.getAndIncrement() > 0) {
                begun.countDown();
                waitForInterrupt();
                ended.set(true);
              }
              return Optional.of(1);
            });
    ahead.next();
    begun.await();

    ahead.close();

    assertThat(ended).isTrue();
    assertThat(calls).hasValue(2);
  }

  @Test
  void next_takerInterruptedWhileItWaits_isCancelledStaysInterruptedAndCloses() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean interrupted = new AtomicBoolean();
    AtomicReference<Throwable> heard = new AtomicReference<>();
    Thread taker =
        new Thread(
            () -> {
              try (Ahead<Integer> ahead =
                  new Ahead<>(
                      "test",
                      1,
                      () -> {
                        begun.countDown();
                        waitForInterrupt();
                        ended.set(true);
                        return Optional.empty();
                      })) {
                ahead.next();
              } catch (CancellationException e) {
                heard.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    taker.start();
    begun.await();

    taker.interrupt();
    taker.join();

    assertThat(heard.get()).hasMessageContaining("interrupted");
    assertThat(interrupted).isTrue();
    assertThat(ended).isTrue();
  }

  @Test
  void close_neverUsed_startsNoThread() {
    new Ahead<>("never", 1, counting(1)).close();

    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(t -> t.getName().equals("never"));
  }

  @Test
  void new_nothingAhead_isRefused() {
    assertThatThrownBy(() -> new Ahead<>("test", 0, counting(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 0");
  }

  private static java.util.function.Supplier<Optional<Integer>> counting(int count) {
    AtomicInteger next = new AtomicInteger();
    return () -> next.get() == count ? Optional.empty() : Optional.of(next.getAndIncrement());
  }

  static void waitForInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // what the test waits for
    }
  }
}
