package dev.troupe.jobs.library;

import dev.troupe.source.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Removes what a library has held for long. Nothing is lost by it: what a later run needs it
 * computes again.
 */
public final class LibraryCleaning {
  /** What is in a library's folder, besides what a person may have put there. */
  private static final List<String> FOLDERS =
      List.of("motion", "appearance", "inputs", ".staging");

  private LibraryCleaning() {}

  /**
   * Removes the files that were written before a time.
   *
   * @param library its URI or path
   * @param before files of this time and later stay
   * @param dryRun whether to look only
   * @return the files that were, or would be, removed
   * @throws IOException if the file system fails
   */
  public static List<String> run(String library, Instant before, boolean dryRun)
      throws IOException {
    List<String> removed = new ArrayList<>();
    FileSystem files = HadoopFiles.fileSystem(library);
    for (String folder : FOLDERS) {
      for (FileStatus file : list(files, new Path(HadoopFiles.path(library), folder))) {
        if (file.isFile() && file.getModificationTime() < before.toEpochMilli()) {
          removed.add(file.getPath().toString());
          if (!dryRun) {
            files.delete(file.getPath(), false);
          }
        }
      }
    }
    return removed;
  }

  private static List<FileStatus> list(FileSystem files, Path folder) throws IOException {
    try {
      return List.of(files.listStatus(folder));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
