package dev.troupe.jobs;

import dev.troupe.source.WholeFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts finished files and folders under their final names, whole or not at all. What is unfinished
 * lies in the work folder, so that nothing else is left of a run that was killed.
 */
final class Publisher {
  private static final String STAGING = "publishing";

  private Publisher() {}

  /** Makes sure that a file can be put where it shall go: its folder exists afterwards. */
  static void prepareFolder(String output) throws IOException {
    WholeFiles.createParent(output);
  }

  /** Publishes a local file. */
  static void publish(Path local, String output, WorkFolder work) throws IOException {
    WholeFiles.copy(local, output, work.folder(STAGING));
  }

  /** Publishes a small file. */
  static void publish(byte[] bytes, String output, WorkFolder work) throws IOException {
    WholeFiles.write(output, bytes, work.folder(STAGING));
  }

  /** Publishes a folder of finished files. */
  static void publishFolder(String folder, String output) throws IOException {
    WholeFiles.moveFolder(folder, output);
  }
}
