package dev.troupe.jobs;

import dev.troupe.media.MediaInput;
import dev.troupe.source.HadoopFiles;
import dev.troupe.source.WholeFiles;
import java.io.IOException;
import java.io.Serializable;

/**
 * The folder beside an output that holds what tasks have finished. A file in it is whole or absent,
 * so repeated and speculative attempts do no harm.
 *
 * @param uri the folder
 */
public record WorkFolder(String uri) implements Serializable {
  /** The hidden folder of work that several runs may share. */
  public static final String SHARED = ".troupe";

  private static final int NAME_DIGITS = 8;

  /** The work folder of an output: hidden, beside it. */
  static WorkFolder beside(String output) {
    int slash = output.lastIndexOf('/');
    return new WorkFolder(
        output.substring(0, slash + 1) + "." + output.substring(slash + 1) + ".troupe");
  }

  /**
   * The folder in which all runs that make the same thing keep what is finished of it.
   *
   * @param output the finished file
   * @param key names what is made, whatever the output is called
   * @return a folder of its own in a hidden folder beside the output
   */
  public static WorkFolder shared(String output, String key) {
    String name = output.substring(output.lastIndexOf('/') + 1);
    return new WorkFolder(
        "%s/%s-%s"
            .formatted(sharedRoot(output), key, ContentHash.of(name).substring(0, NAME_DIGITS)));
  }

  /**
   * The last part of its URI.
   *
   * @return a name without slashes
   */
  public String name() {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  /**
   * The hidden folder that holds the shared work folders of a folder's outputs.
   *
   * @param output a finished file
   * @return beside it
   */
  public static String sharedRoot(String output) {
    return output.substring(0, output.lastIndexOf('/') + 1) + SHARED;
  }

  /**
   * The place of a numbered file of a series: "frames" and 7 give frames/000007.png.
   *
   * @param series the name of a folder inside
   * @param number from 0
   * @param suffix without its dot
   * @return the file's URI
   */
  public String file(String series, int number, String suffix) {
    return "%s/%s/%06d.%s".formatted(uri, series, number, suffix);
  }

  /**
   * A folder of its own inside.
   *
   * @param series its name
   * @return its URI
   */
  public String folder(String series) {
    return uri + "/" + series;
  }

  /**
   * Writes a file so that it appears whole.
   *
   * @param file in a work folder
   * @param bytes its content
   * @throws IOException if it cannot be written
   */
  public static void commit(String file, byte[] bytes) throws IOException {
    WholeFiles.write(file, bytes, file.substring(0, file.lastIndexOf('/') + 1));
  }

  /** A committed file. */
  static MediaInput input(String file) {
    return HadoopFiles.input(file);
  }

  /**
   * Removes the folder and all in it.
   *
   * @throws IOException if the file system fails
   */
  public void delete() throws IOException {
    HadoopFiles.fileSystem(uri).delete(HadoopFiles.path(uri), true);
  }
}
