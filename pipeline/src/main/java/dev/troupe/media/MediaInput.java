package dev.troupe.media;

import dev.troupe.problems.FolderException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a file's bytes come from: a local file here, an object in any Hadoop file system in {@code
 * source}. Travels to tasks, so it holds a name and not an open file.
 */
public interface MediaInput extends Serializable {

  /**
   * How users know the file: its path or URI, as used in messages and hashes' records.
   *
   * @return a path or URI
   */
  String name();

  /**
   * Opens the bytes for reading at any position.
   *
   * @return a channel at position zero; the caller closes it
   * @throws IOException if the file is missing or unreadable; a {@link
   *     dev.troupe.problems.StorageException}, here and from the channel, if storage is at fault
   */
  SeekableByteChannel open() throws IOException;

  /**
   * A file of the local file system.
   *
   * @param path the file
   * @return the input
   */
  static MediaInput of(Path path) {
    String name = path.toString();
    return new LocalInput(name);
  }

  /**
   * A file that is held in memory.
   *
   * @param name how users know it
   * @param bytes its content; not copied, so nobody must write to it any more
   * @return the input
   */
  static MediaInput of(String name, byte[] bytes) {
    return new BytesInput(name, bytes);
  }

  /**
   * A file of the local file system.
   *
   * @param name its path
   */
  record LocalInput(String name) implements MediaInput {
    @Override
    public SeekableByteChannel open() throws IOException {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        throw new FolderException(name);
      }
      if (Files.exists(path) && !Files.isRegularFile(path)) { // opening a pipe would wait for ever
        throw Faults.cannotRead(this, "expected a regular file, found a pipe or a device");
      }
      return new LocalChannel(path);
    }
  }
}
