package dev.troupe.jobs.manifest;

import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where files really are: two names that lead through links to one file are one place. Only local
 * file systems have links; elsewhere a name is the place.
 */
final class RealPlaces {
  private final Map<Path, Path> folders = new HashMap<>();

  /** The place of a file, which need not exist. */
  String of(String uri) {
    if (uri.isEmpty() || !HadoopFiles.isLocal(uri)) {
      return uri;
    }
    try {
      Path path = HadoopFiles.localPath(uri).toAbsolutePath().normalize();
      Path folder = path.getParent();
      if (folder == null) {
        return path.toString();
      }
      Path place = folders.computeIfAbsent(folder, RealPlaces::real).resolve(path.getFileName());
      String real = (Files.isSymbolicLink(place) ? real(place) : place).toString();
      return real.equals(uri) ? uri : real; // a million names are not held twice
    } catch (InvalidPathException e) {
      return uri;
    }
  }

  /** What exists of it without links, the rest as it is written. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      Path parent = path.getParent();
      return parent == null ? path : real(parent).resolve(path.getFileName());
    }
  }
}
