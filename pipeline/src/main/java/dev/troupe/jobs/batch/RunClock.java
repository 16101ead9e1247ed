package dev.troupe.jobs.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * When a run began.
 *
 * @param begin by the wall
 */
record RunClock(Instant begin) {
  RunClock() {
    this(Instant.now());
  }

  double seconds() {
    return Duration.between(begin, Instant.now()).toNanos() / 1e9;
  }
}
