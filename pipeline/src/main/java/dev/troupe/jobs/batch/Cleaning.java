package dev.troupe.jobs.batch;

import dev.troupe.jobs.manifest.BatchItem;
import java.io.IOException;
import java.util.List;

/** Removes what interrupted batches left: the work prefixes beside outputs ({@code troupe clean}). */
public final class Cleaning {
  private Cleaning() {}

  /**
   * Removes the work prefixes in the folders of items' outputs, whatever run left them.
   *
   * @param items whose outputs' folders are cleaned
   * @param dryRun whether to look only
   * @return the folders that were, or would be, removed
   * @throws IOException if a file system fails
   */
  public static List<String> run(List<BatchItem> items, boolean dryRun) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Removes the work prefixes in a folder and the folders below it.
   *
   * @param folder a URI or path
   * @param dryRun whether to look only
   * @return the folders that were, or would be, removed
   * @throws IOException if a file system fails
   */
  public static List<String> runIn(String folder, boolean dryRun) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }
}
