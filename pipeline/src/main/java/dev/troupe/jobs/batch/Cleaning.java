package dev.troupe.jobs.batch;

import dev.troupe.jobs.WorkFolder;
import dev.troupe.jobs.manifest.BatchItem;
import dev.troupe.source.Concurrently;
import dev.troupe.source.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * Removes what interrupted batches left: the work prefixes beside outputs ({@code troupe clean}).
 */
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
    Set<String> roots = new TreeSet<>();
    items.forEach(item -> roots.add(WorkFolder.sharedRoot(item.output())));
    List<String> found = new ArrayList<>();
    for (String root : roots) {
      if (HadoopFiles.isFolder(root)) {
        found.add(root);
        remove(root, dryRun);
      }
    }
    return found;
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
    List<String> found = new ArrayList<>();
    try {
      collect(HadoopFiles.fileSystem(folder), HadoopFiles.path(folder), found);
    } catch (FileNotFoundException e) {
      return found;
    }
    for (String root : found) {
      remove(root, dryRun);
    }
    return found;
  }

  private static void collect(
      FileSystem files, org.apache.hadoop.fs.Path folder, List<String> found) throws IOException {
    for (FileStatus inside : files.listStatus(folder)) {
      if (inside.isDirectory() && inside.getPath().getName().equals(WorkFolder.SHARED)) {
        found.add(inside.getPath().toString());
      } else if (inside.isDirectory() && !inside.isSymlink()) {
        collect(files, inside.getPath(), found);
      }
    }
  }

  private static void remove(String root, boolean dryRun) throws IOException {
    if (!dryRun) {
      HadoopFiles.fileSystem(root).delete(HadoopFiles.path(root), true);
    }
  }

  /** Removes finished work, and the hidden folder around it once nothing else is in it. */
  static void remove(Collection<WorkFolder> works) throws IOException {
    Concurrently.map(
        List.copyOf(works),
        work -> {
          work.delete();
          return work;
        });
    Set<String> roots = new TreeSet<>();
    works.forEach(work -> roots.add(work.uri().substring(0, work.uri().lastIndexOf('/'))));
    roots.forEach(Cleaning::removeIfEmpty);
  }

  /** Removes a hidden folder if nothing is in it. */
  static void removeIfEmpty(String root) {
    try {
      FileSystem files = HadoopFiles.fileSystem(root);
      if (files.listStatus(HadoopFiles.path(root)).length == 0) {
        files.delete(HadoopFiles.path(root), false);
      }
    } catch (IOException e) {
      // Another run works in it, or has removed it.
    }
  }
}
