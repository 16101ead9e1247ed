package dev.troupe.problems;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Storage that failed: a store that does not answer, a full disk, a broken connection. Nobody's
 * file is at fault, and the same may work later: Spark retries the task, and a batch that cannot go
 * on ends with exit code 3. Thrown by the code that reads and writes files alone; it is what passes
 * an {@link ItemBoundary}.
 */
public final class StorageException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What Java reports as a missing file although the machine is at fault. */
  private static final Pattern MACHINE =
      Pattern.compile(
          "Too many open files|No space left|quota exceeded|Input/output error|Stale file handle");

  /** What Java reports without a class of its own although the name is at fault. */
  private static final Pattern FILE =
      Pattern.compile(
          "Not a directory|Is a directory|File name too long|Too many levels of symbolic links"
              + "|Read-only file system");

  /**
   * A failure of storage.
   *
   * @param message a whole sentence that names the file: "Cannot write /out/a.mp4: no space left"
   * @param cause what revealed it
   */
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A failure of storage that shows in an answer.
   *
   * @param message a whole sentence that names the file
   */
  public StorageException(String message) {
    super(message);
  }

  /**
   * What an access to storage has failed of.
   *
   * @param attempt what was tried, as in "Cannot read /in/a.mp4"
   * @param failure what came back
   * @return itself if the file is at fault (missing, not permitted, a folder) or it is sorted
   *     already, else a storage exception
   */
  public static IOException of(String attempt, IOException failure) {
    return failure instanceof StorageException || isOfTheFile(failure)
        ? failure
        : new StorageException("%s: %s".formatted(attempt, words(failure, attempt)), failure);
  }

  /**
   * Whether storage is behind a failure.
   *
   * @param failure anything that was thrown
   * @return true if a storage exception is among its causes
   */
  public static boolean isBehind(Throwable failure) {
    return find(failure).isPresent();
  }

  /**
   * The failure of storage behind another one.
   *
   * @param failure anything that was thrown
   * @return the first storage exception among it and its causes
   */
  public static Optional<StorageException> find(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageException storage) {
        return Optional.of(storage);
      }
    }
    return Optional.empty();
  }

  private static boolean isOfTheFile(IOException failure) {
    if (failure instanceof FileNotFoundException) {
      return !MACHINE.matcher(String.valueOf(failure.getMessage())).find();
    }
    return failure instanceof FolderException
        || failure instanceof NoSuchFileException
        || failure instanceof AccessDeniedException
        || failure instanceof NotDirectoryException
        || failure instanceof FileAlreadyExistsException
        || (failure instanceof FileSystemException named
            && FILE.matcher(String.valueOf(named.getReason())).find());
  }

  /** Its words, without the file's name that they may begin with. */
  private static String words(IOException failure, String attempt) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    int colon = message.indexOf(": ");
    return colon > 0 && attempt.endsWith(" " + message.substring(0, colon))
        ? message.substring(colon + 2)
        : message;
  }
}
