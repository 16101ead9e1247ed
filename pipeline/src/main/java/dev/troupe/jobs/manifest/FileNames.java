package dev.troupe.jobs.manifest;

import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Gives files one name each, whatever way they were written: URIs without dots, local files as
 * absolute paths. What is relative is so to one folder.
 */
public final class FileNames {
  private static final int LONGEST = 4096;

  private final String folder;

  /**
   * Names relative to a folder.
   *
   * @param folder its URI or path
   * @throws IllegalArgumentException if that is no name of a folder
   */
  FileNames(String folder) throws IOException {
    this.folder = stripSlashes(absolute(folder));
  }

  /**
   * Names relative to where the command runs.
   *
   * @return names
   * @throws IOException if a file system cannot be asked
   */
  public static FileNames here() throws IOException {
    return new FileNames("");
  }

  /** The folder that a file lies in. */
  static FileNames beside(String file) throws IOException {
    String name = stripSlashes(new FileNames("").absolute(file));
    return new FileNames(name.substring(0, name.lastIndexOf('/') + 1));
  }

  /**
   * A file's one name.
   *
   * @param written a URI, or an absolute or relative path
   * @return a URI, or an absolute local path
   * @throws IllegalArgumentException if it is no name of a file; the message ends a sentence
   * @throws IOException if it cannot be found out whether there is such a file system
   */
  public String resolve(String written) throws IOException {
    return absolute(isRelative(written) ? folder + "/" + written : written);
  }

  /**
   * A file's one name, if it is one that is written to: a relative one that leaves the folder is
   * likely a slip.
   *
   * @throws IllegalArgumentException if it is no name of a file, or leaves the folder
   */
  String resolveInside(String written) throws IOException {
    String place = resolve(written);
    if (isRelative(written) && !place.startsWith(folder + "/")) {
      throw new IllegalArgumentException(
          "it leaves the folder %s; expected a path inside, or an absolute one, found \"%s\""
              .formatted(folder, written));
    }
    return place;
  }

  private static boolean isRelative(String written) {
    return HadoopFiles.isLocal(written) && !written.startsWith("/") && !written.startsWith("file:");
  }

  private String absolute(String written) throws IOException {
    if (written.length() > LONGEST) {
      throw new IllegalArgumentException("it is longer than %d characters".formatted(LONGEST));
    }
    if (written.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("it must not hold control characters");
    }
    if (HadoopFiles.isLocal(written)) {
      return HadoopFiles.localPath(written).toAbsolutePath().normalize().toString();
    }
    Optional<String> mistake = HadoopFiles.schemes().mistake(written);
    if (mistake.isPresent()) {
      throw new IllegalArgumentException(mistake.get());
    }
    Path path = new Path(written);
    String normal = new Path(path.toUri().normalize()).toString();
    if (normal.contains("/../") || normal.endsWith("/..")) {
      throw new IllegalArgumentException(
          "it leads out of its file system: \"%s\"".formatted(written));
    }
    return normal;
  }

  private static String stripSlashes(String name) {
    return name.replaceAll("/+$", "");
  }
}
