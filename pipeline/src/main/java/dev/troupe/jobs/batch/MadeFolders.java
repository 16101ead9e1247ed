package dev.troupe.jobs.batch;

import dev.troupe.problems.StorageException;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.WholeFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Folders made beside outputs that may never come to be: those that stay empty go again. */
final class MadeFolders {
  private final List<String> made = new ArrayList<>();

  /**
   * Makes a folder and those around it. Object stores know none.
   *
   * @return whether it is there; false where a name is at fault, as a file in a folder's place
   * @throws IOException if storage fails
   */
  boolean make(String folder) throws IOException {
    try {
      List<String> missing = WholeFiles.isInObjectStore(folder) ? List.of() : missing(folder);
      WholeFiles.createParent(folder + "/any");
      made.addAll(missing);
      return true;
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      return false; // whoever puts an output there says so of the item
    }
  }

  /** Removes what is empty. */
  void removeEmpty() {
    made.forEach(Cleaning::removeIfEmpty);
  }

  /** The innermost first. */
  private static List<String> missing(String folder) throws IOException {
    FileSystem files = HadoopFiles.fileSystem(folder);
    List<String> missing = new ArrayList<>();
    for (Path path = HadoopFiles.path(folder);
        path != null && !files.exists(path);
        path = path.getParent()) {
      missing.add(path.toString());
    }
    return missing;
  }
}
