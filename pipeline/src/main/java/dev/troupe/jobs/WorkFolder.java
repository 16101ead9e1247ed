package dev.troupe.jobs;

import dev.troupe.media.MediaInput;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/**
 * The folder beside an output that holds what tasks have finished. A file in it is whole or absent:
 * it is written under a name of the task attempt's own and then renamed, so repeated and
 * speculative attempts do no harm.
 *
 * @param uri the folder
 */
record WorkFolder(String uri) implements Serializable {

  /** The work folder of an output: hidden, beside it. */
  static WorkFolder beside(String output) {
    int slash = output.lastIndexOf('/');
    return new WorkFolder(
        output.substring(0, slash + 1) + "." + output.substring(slash + 1) + ".troupe");
  }

  /** The place of a numbered file of a series: "frames" and 7 give frames/000007.png. */
  String file(String series, int number, String suffix) {
    return "%s/%s/%06d.%s".formatted(uri, series, number, suffix);
  }

  /** A folder of its own inside. */
  String folder(String series) {
    return uri + "/" + series;
  }

  /** Writes a file so that it appears whole. */
  static void commit(String file, byte[] bytes) throws IOException {
    FileSystem files = HadoopFiles.fileSystem(file);
    Path target = HadoopFiles.path(file);
    TaskContext task = TaskContext.get();
    long number = task == null ? 0 : task.taskAttemptId();
    Path attempt =
        HadoopFiles.sibling(
            target, String.format(Locale.ROOT, ".%s.%d.tmp", target.getName(), number));
    try {
      try (OutputStream out = files.create(attempt, true)) {
        out.write(bytes);
      }
      replace(files, attempt, target);
    } catch (IOException e) {
      throw new IOException("Cannot write %s: %s".formatted(file, e.getMessage()), e);
    } finally {
      files.delete(attempt, false);
    }
  }

  /** Moves a finished file or folder to its name, over what an earlier attempt left there. */
  static void replace(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      files.delete(to, true);
      if (!files.rename(from, to)) {
        throw new IOException("Cannot move %s to %s".formatted(from, to));
      }
    }
  }

  /** A committed file. */
  static MediaInput input(String file) {
    return HadoopFiles.input(file);
  }

  /** Removes the folder and all in it. */
  void delete() throws IOException {
    HadoopFiles.fileSystem(uri).delete(HadoopFiles.path(uri), true);
  }
}
