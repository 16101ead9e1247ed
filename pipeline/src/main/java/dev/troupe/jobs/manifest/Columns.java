package dev.troupe.jobs.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which columns a manifest may have. */
final class Columns {
  private static final Set<String> FILES =
      Set.of(ManifestRow.SOURCE, ManifestRow.DRIVING, ManifestRow.OUTPUT);

  private Columns() {}

  /** Whether a column means something, if only to people. */
  static boolean isKnown(String name) {
    return FILES.contains(name)
        || name.equals(ManifestRow.REASON)
        || ItemColumn.named(name).isPresent();
  }

  /** Whether source, driving and output are among them. */
  static boolean holdFiles(List<String> header) {
    return header.containsAll(FILES);
  }

  static String unknown(String name) {
    return "there is no column \"%s\"; expected source, driving, output, reason, or an option: %s"
        .formatted(name, ItemColumn.names());
  }

  /** What is wrong with the names of all columns. */
  static List<String> mistakes(List<String> header) {
    List<String> mistakes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (!isKnown(name)) {
        mistakes.add(unknown(name));
      } else if (!seen.add(name)) {
        mistakes.add("column \"%s\" is there twice".formatted(name));
      }
    }
    for (String file : List.of(ManifestRow.SOURCE, ManifestRow.DRIVING, ManifestRow.OUTPUT)) {
      if (!seen.contains(file)) {
        mistakes.add("column \"%s\" is missing".formatted(file));
      }
    }
    return mistakes;
  }
}
