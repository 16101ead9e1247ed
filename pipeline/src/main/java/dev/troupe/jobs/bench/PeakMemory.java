package dev.troupe.jobs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process's peak memory as Linux counts it, native memory included. */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final String PEAK = "VmHWM:";
  private static final int KIBIBYTES = 1024;

  private PeakMemory() {}

  /** Begins anew with what is in use now, where the system lets it. */
  static void reset() {
    System.gc();
    try {
      Files.writeString(CLEAR, "5");
    } catch (IOException e) {
      // Then the peak is that of all since the process began: more, never less.
    }
  }

  /** In MB; 0 where the system does not say. */
  static long megabytes() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(PEAK))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .map(peak -> peak / KIBIBYTES)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
