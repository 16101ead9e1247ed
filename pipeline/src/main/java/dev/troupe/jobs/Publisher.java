package dev.troupe.jobs;

import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileSystem;

/** Puts finished files and folders under their final names, whole or not at all. */
final class Publisher {
  private Publisher() {}

  /** Makes sure that a file can be put where it shall go: its folder exists afterwards. */
  static void prepareFolder(String output) throws IOException {
    org.apache.hadoop.fs.Path parent = HadoopFiles.path(output).getParent();
    if (parent != null) {
      FileSystem files = HadoopFiles.fileSystem(output);
      if (!files.mkdirs(parent)) {
        throw new IOException("Cannot create the folder " + parent);
      }
    }
  }

  /** Copies a local file beside its final name, then moves it there. */
  static void publish(Path local, String output) throws IOException {
    FileSystem files = HadoopFiles.fileSystem(output);
    org.apache.hadoop.fs.Path target = HadoopFiles.path(output);
    org.apache.hadoop.fs.Path staged =
        HadoopFiles.sibling(target, "." + target.getName() + ".part");
    try {
      files.copyFromLocalFile(false, true, new org.apache.hadoop.fs.Path(local.toUri()), staged);
      WorkFolder.replace(files, staged, target);
    } catch (IOException e) {
      throw new IOException("Cannot write %s: %s".formatted(output, e.getMessage()), e);
    } finally {
      files.delete(staged, false);
    }
  }

  /** Moves a folder of finished files to its final name. */
  static void publishFolder(String folder, String output) throws IOException {
    FileSystem files = HadoopFiles.fileSystem(output);
    org.apache.hadoop.fs.Path target = HadoopFiles.path(output);
    prepareFolder(output);
    files.delete(target, true);
    WorkFolder.replace(files, HadoopFiles.path(folder), target);
  }
}
