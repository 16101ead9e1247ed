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
    WholeFiles.write(file, bytes, file.substring(0, file.lastIndexOf('/') + 1));
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
