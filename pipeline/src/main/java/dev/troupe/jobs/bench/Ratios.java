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
      if (job.executors() == cores) {
        ratios.put(
            "%d characters, %s, beside the reference loop"
                .formatted(job.characters(), job.precision()),
            job.framesPerSecond() / reference.framesPerSecond());
      }
    }
    find(jobs, 1)
        .flatMap(
            one ->
                jobs.stream()
                    .filter(job -> job.executors() == cores && cores > 1)
                    .filter(job -> job.characters() == one.characters())
                    .filter(job -> job.precision().equals(one.precision()))
                    .findFirst()
                    .map(all -> all.framesPerSecond() / one.framesPerSecond()))
        .ifPresent(ratio -> ratios.put("%d executors beside one".formatted(cores), ratio));
    return ratios;
  }

  private static Optional<BenchResult.Job> find(List<BenchResult.Job> jobs, int executors) {
    return jobs.stream().filter(job -> job.executors() == executors).findFirst();
  }
}
