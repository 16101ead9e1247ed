package dev.troupe.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BehindTest {

  @Test
  void finish_thousandSteps_allRanInOrderAndAreSeen() throws IOException {
    List<Integer> done = new ArrayList<>(); // not synchronised: finish() must be enough
    try (Behind behind = new Behind("test", 3)) {
      for (int i = 0; i < 1000; i++) {
        int step = i;
        behind.run(() -> done.add(step));
      }
      behind.finish();

      assertThat(done).hasSize(1000).isSorted();
    }
  }

  @Test
  void run_asManyAsAllowedAreOpen_waitsForTheFirst() throws Exception {
    CountDownLatch allowed = new CountDownLatch(1);
    CountDownLatch handedOver = new CountDownLatch(2);
    AtomicBoolean third = new AtomicBoolean();
    Thread giver =
        new Thread(
            () -> {
              try (Behind behind = new Behind("test", 2)) {
                for (int i = 0; i < 3; i++) {
                  behind.run(() -> uninterruptibly(allowed));
                  third.set(i == 2);
                  handedOver.countDown();
                }
                behind.finish();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    giver.start();
    handedOver.await();
    while (giver.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(third).isFalse();
    allowed.countDown();
    giver.join();
    assertThat(third).isTrue();
  }

  @Test
  void finish_stepFails_throwsTheSameFailureAndRunsNoStepAfterIt() throws IOException {
    IOException failure = new IOException("disk full", new RuntimeException());
    AtomicInteger later = new AtomicInteger();
    try (Behind behind = new Behind("test", 8)) {
      behind.run(
          () -> {
            throw failure;
          });
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 3; i++) {
                  behind.run(later::incrementAndGet);
                }
                behind.finish();
              })
          .isSameAs(failure);
    }
    assertThat(later).hasValue(0);
  }

  @Test
  void run_earlierStepFailed_throwsTheSameFailure() throws IOException {
    BadDataException failure = new BadDataException("Cannot make a video");
    try (Behind behind = new Behind("test", 1)) {
      behind.run(
          () -> {
            throw failure;
          });
      assertThatThrownBy(() -> behind.run(() -> {})).isSameAs(failure);
    }
  }

  @Test
  void close_stepsOpen_waitsForTheRunningOneAndDropsTheRest() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger later = new AtomicInteger();
    Behind behind = new Behind("test", 4);
    behind.run(
        () -> {
          begun.countDown();
          AheadTest.waitForInterrupt();
          ended.set(true);
        });
    behind.run(later::incrementAndGet);
    begun.await();

    behind.close();

    assertThat(ended).isTrue();
    assertThat(later).hasValue(0);
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
