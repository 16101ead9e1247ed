package dev.troupe.jobs.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What jobs come to beside the reference loop and beside each other. */
final class Ratios {
  private Ratios() {}

  static Map<String, Double> of(
      BenchResult.Reference reference, List<BenchResult.Job> jobs, int cores) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (BenchResult.Job job : jobs) {
      if (job.executors() == cores && !job.processes()) {
        ratios.put(
            "%d characters, %s, beside the reference loop"
                .formatted(job.characters(), job.precision()),
            job.framesPerSecond() / reference.framesPerSecond());
      }
    }
    find(jobs, 1)
        .flatMap(one -> find(jobs, cores).map(all -> all.framesPerSecond() / one.framesPerSecond()))
        .filter(ratio -> cores > 1)
        .ifPresent(ratio -> ratios.put("%d executors beside one".formatted(cores), ratio));
    return ratios;
  }

  private static Optional<BenchResult.Job> find(List<BenchResult.Job> jobs, int executors) {
    return jobs.stream()
        .filter(BenchResult.Job::processes)
        .filter(job -> job.executors() == executors)
        .findFirst();
  }
}
