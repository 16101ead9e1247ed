package dev.troupe.source;

import dev.troupe.problems.StorageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Folders of this machine for what is unfinished. */
public final class ScratchFolder {
  private ScratchFolder() {}

  /**
   * A new, empty folder among the machine's temporary files.
   *
   * @param name what its name begins with
   * @return the folder; the caller deletes it
   * @throws StorageException if there can be none
   */
  public static Path create(String name) throws StorageException {
    try {
      return Files.createTempDirectory(name);
    } catch (IOException e) {
      throw new StorageException(
          "Cannot use the folder for temporary files, %s: %s (-Djava.io.tmpdir names another)"
              .formatted(System.getProperty("java.io.tmpdir"), words(e)),
          e);
    }
  }

  private static String words(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    return failure instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(failure.getMessage());
  }
}
