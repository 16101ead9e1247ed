package dev.troupe.jobs.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Confines a process and its children to so many cores: a cluster of one single-core executor would
 * otherwise have a whole core beside it for its driver, compilers and the kernel, which one of as
 * many executors as there are cores has not. By Linux's {@code taskset}; elsewhere nothing is
 * confined.
 */
final class CoreLimit {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  private CoreLimit() {}

  /** What goes before a command; empty where cores cannot be confined. */
  static List<String> prefix(int cores) {
    try {
      for (String line : Files.readAllLines(STATUS, StandardCharsets.UTF_8)) {
        if (line.startsWith(ALLOWED)) {
          return prefix(first(line.substring(ALLOWED.length()).strip(), cores));
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return List.of();
  }

  private static List<String> prefix(String list) throws IOException {
    Process trial = new ProcessBuilder("taskset", "-c", list, "true").start();
    try {
      return trial.waitFor() == 0 ? List.of("taskset", "-c", list) : List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** The first ones of a list such as {@code 0-3,8}, as a list. */
  static String first(String allowed, int cores) {
    List<Integer> all = new ArrayList<>();
    for (String range : allowed.split(",", -1)) {
      String[] ends = range.split("-", -1);
      int until = Integer.parseInt(ends[ends.length - 1]);
      for (int core = Integer.parseInt(ends[0]); core <= until && all.size() < cores; core++) {
        all.add(core);
      }
    }
    return all.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
