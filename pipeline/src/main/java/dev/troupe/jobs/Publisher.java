package dev.troupe.jobs;

import dev.troupe.source.WholeFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts finished files and folders under their final names, whole or not at all. What is unfinished
 * lies in the work folder, so that nothing else is left of a run that was killed.
 */
public final class Publisher {
  private static final String STAGING = "publishing";

  private Publisher() {}

  /**
   * Makes sure that a file can be put where it shall go.
   *
   * @param output its URI or path; its folder exists afterwards
   * @throws IOException if the folder cannot be made
   */
  public static void prepareFolder(String output) throws IOException {
    WholeFiles.createParent(output);
  }

  /**
   * Publishes a local file.
   *
   * @param local the finished file
   * @param output its final name
   * @param work where it is staged
   * @throws IOException if it cannot be copied
   */
  public static void publish(Path local, String output, WorkFolder work) throws IOException {
    WholeFiles.copy(local, output, work.folder(STAGING));
  }

  /**
   * Publishes a small file.
   *
   * @param bytes its content
   * @param output its final name
   * @param work where it is staged
   * @throws IOException if it cannot be written
   */
  public static void publish(byte[] bytes, String output, WorkFolder work) throws IOException {
    WholeFiles.write(output, bytes, work.folder(STAGING));
  }

  /**
   * Publishes a folder of finished files.
   *
   * @param folder its name among the work files
   * @param output its final name
   * @throws IOException if it cannot be moved
   */
  public static void publishFolder(String folder, String output) throws IOException {
    WholeFiles.moveFolder(folder, output);
  }
}
