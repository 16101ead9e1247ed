package dev.troupe.jobs;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Where the time of a thread beside the task's goes, until the task gives it to its meter. */
final class Stopwatch {
  private final Map<Meter.Work, Long> nanos = new EnumMap<>(Meter.Work.class);

  /** Runs a piece of work and adds its time. */
  <T> T time(Meter.Work work, Supplier<T> task) {
    long begin = System.nanoTime();
    try {
      return task.get();
    } finally {
      nanos.merge(work, System.nanoTime() - begin, Long::sum);
    }
  }

  /** Hands all times over, once: when the thread has nothing more to do. */
  void addTo(Meter meter) {
    nanos.forEach(meter::add);
    nanos.clear();
  }
}
