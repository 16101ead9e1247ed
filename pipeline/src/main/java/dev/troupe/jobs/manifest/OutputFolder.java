package dev.troupe.jobs.manifest;

import java.util.List;
import java.util.Optional;

/** The folder that all outputs of a batch have in common. */
public final class OutputFolder {
  private OutputFolder() {}

  /**
   * The deepest folder that holds all outputs.
   *
   * @param items at least one
   * @return its URI or path without a slash at the end; empty if there is none but a root
   */
  public static Optional<String> of(List<BatchItem> items) {
    String common = parent(items.get(0).output());
    for (BatchItem item : items) {
      String output = item.output();
      while (!common.isEmpty()
          && !(output.startsWith(common) && output.charAt(common.length()) == '/')) {
        common = parent(common);
      }
    }
    return isRoot(common) ? Optional.empty() : Optional.of(common);
  }

  /** Of "s3a://bucket/a/b", "s3a:/" and what is above are nobody's folder, but a bucket is one. */
  private static boolean isRoot(String folder) {
    return folder.isEmpty() || folder.endsWith(":") || folder.endsWith(":/");
  }

  private static String parent(String place) {
    return place.substring(0, Math.max(0, place.lastIndexOf('/')));
  }
}
