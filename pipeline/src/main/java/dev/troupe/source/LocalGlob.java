package dev.troupe.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;

/**
 * Wildcards in local paths: {@code *}, {@code ?}, {@code [ab]} and <code>{a,b}</code>. Hadoop's own
 * globbing cannot cope with colons in names, which are common in local files.
 */
final class LocalGlob {
  private LocalGlob() {}

  /**
   * What a pattern matches; a part of it that exists as it is written names itself.
   *
   * @param glob an absolute path, perhaps with wildcards
   * @return files and folders, sorted; hidden ones only for a pattern that begins with a dot
   * @throws IOException if a folder cannot be read
   */
  static List<Path> expand(Path glob) throws IOException {
    List<Path> found = List.of(Objects.requireNonNull(glob.getRoot(), "an absolute path"));
    for (Path part : glob) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        Path literal = folder.resolve(part);
        if (Files.exists(literal)) {
          next.add(literal);
        } else if (Files.isDirectory(folder)) {
          next.addAll(matches(folder, part.toString()));
        }
      }
      found = next;
    }
    return found.stream().sorted().toList();
  }

  private static List<Path> matches(Path folder, String pattern) throws IOException {
    List<Path> matches = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
      for (Path entry : entries) {
        if (pattern.startsWith(".") || !entry.getFileName().toString().startsWith(".")) {
          matches.add(entry);
        }
      }
    } catch (PatternSyntaxException e) {
      return List.of(); // a name that is no pattern, of a file that is not there
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return matches;
  }
}
