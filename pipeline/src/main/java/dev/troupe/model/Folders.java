package dev.troupe.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of files as a whole. */
final class Folders {
  private Folders() {}

  /** Deletes a folder and what is in it, if it is there; links are not followed. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> found = Files.walk(folder)) {
      deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  /** A new empty folder beside {@code folder}, whose parents are created. */
  static Path createBeside(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new IOException("there is no place beside " + folder);
    }
    Files.createDirectories(parent);
    Path created = Files.createTempDirectory(parent, "." + absolute.getFileName() + "-");
    if (Files.getFileStore(created).supportsFileAttributeView("posix")) {
      // Temporary folders are private; what is made in this one becomes a folder like others.
      Files.setPosixFilePermissions(created, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return created;
  }
}
