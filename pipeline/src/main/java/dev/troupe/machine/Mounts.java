package dev.troupe.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Which file systems libraries cannot be loaded from. */
final class Mounts {
  private static final Path TABLE = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS = 5;

  private final List<String[]> lines;

  private Mounts(List<String> lines) {
    this.lines = lines.stream().map(line -> line.split(" ", -1)).toList();
  }

  /** Those of this process; none where the system does not say. */
  static Mounts current() {
    try {
      return parse(Files.readAllLines(TABLE));
    } catch (IOException e) {
      return parse(List.of());
    }
  }

  /** Lines as of /proc/self/mountinfo. */
  static Mounts parse(List<String> lines) {
    return new Mounts(lines.stream().filter(line -> line.split(" ", -1).length > OPTIONS).toList());
  }

  /** Whether the file system that holds a folder, or will hold it, lets no library be loaded. */
  boolean forbidLibraries(Path folder) {
    Path real = existing(folder);
    boolean forbidden = false;
    int longest = -1;
    for (String[] line : lines) {
      Path point = Path.of(unescaped(line[MOUNT_POINT]));
      // Of several at one place the last one is seen.
      if (real.startsWith(point) && point.getNameCount() >= longest) {
        longest = point.getNameCount();
        forbidden = Arrays.asList(line[OPTIONS].split(",", -1)).contains("noexec");
      }
    }
    return forbidden;
  }

  /** The folder itself or the nearest one above it that is there, without links. */
  static Path existing(Path folder) {
    Path at = folder.toAbsolutePath().normalize();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    try {
      return at.toRealPath();
    } catch (IOException e) {
      return at;
    }
  }

  private static String unescaped(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
