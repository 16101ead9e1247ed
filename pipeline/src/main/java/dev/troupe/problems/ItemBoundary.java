package dev.troupe.problems;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the work on one item ends and the batch goes on. Files are hostile and libraries throw all
 * kinds: what is thrown inside is the item's failure, in one sentence. Only what is nobody's file's
 * fault goes through: storage ({@link StorageException}), a process that is not whole (lack of
 * memory, missing classes), and a task that was told to end.
 */
public final class ItemBoundary {
  private static final int LONGEST = 300;

  /** Where native code puts its trace first and what went wrong last. */
  private static final Pattern LAST_WORD =
      Pattern.compile("^(?:\\w+\\.)*\\w*(?:Error|Exception): (.+)$", Pattern.MULTILINE);

  private ItemBoundary() {}

  /**
   * Work on an item.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does it.
     *
     * @return what came of it
     * @throws Exception anything
     */
    T run() throws Exception;
  }

  /**
   * Does the work on an item.
   *
   * @param <T> what comes of it
   * @param attempt what fails if it fails, naming the item's files: "Cannot render a.png with
   *     b.mp4"
   * @param work the work
   * @param failed makes an outcome of a sentence that says why it failed
   * @return an outcome, either way
   * @throws IOException if storage failed or the task was told to end
   */
  public static <T> T run(String attempt, Work<T> work, Function<String, T> failed)
      throws IOException {
    try {
      return work.run();
    } catch (Throwable e) {
      return failed.apply(reason(attempt, e));
    }
  }

  /**
   * Does work on one file whose failure is the file's.
   *
   * @param <T> what comes of it
   * @param attempt what fails if it fails, naming the file: "Cannot decode b.mp4"
   * @param work the work
   * @return what came of it
   * @throws BadDataException if it failed
   * @throws IOException if storage failed or the task was told to end
   */
  public static <T> T orBadData(String attempt, Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (Throwable e) {
      String reason = reason(attempt, e);
      throw e instanceof BadDataException itself ? itself : new BadDataException(reason, e);
    }
  }

  /**
   * Why an item failed.
   *
   * @param attempt what failed, naming the item's files
   * @param failure what was thrown
   * @return one sentence
   * @throws IOException if storage failed or the task was told to end
   */
  public static String reason(String attempt, Throwable failure) throws IOException {
    letThrough(failure);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadDataException || cause instanceof RequestException) {
        return String.valueOf(cause.getMessage());
      }
    }
    if (System.getenv("TROUPE_DEBUG") != null) {
      failure.printStackTrace();
    }
    return "%s: %s".formatted(attempt, words(failure));
  }

  private static void letThrough(Throwable failure) throws IOException {
    StorageException storage = StorageException.find(failure).orElse(null);
    if (storage != null) {
      throw failure instanceof IOException itself ? itself : storage;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LinkageError
          || (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError))) {
        throw (Error) cause;
      }
      if (cause instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
    if (Thread.currentThread().isInterrupted()
        || failure instanceof CancellationException
        || failure instanceof InterruptedIOException) {
      if (failure instanceof RuntimeException itself) {
        throw itself;
      }
      InterruptedIOException ended = new InterruptedIOException("the task was told to end");
      ended.initCause(failure);
      throw ended;
    }
  }

  /** One line. The kind is told where the words alone say little. */
  private static String words(Throwable failure) {
    String kind = failure.getClass().getSimpleName();
    String message = String.valueOf(failure.getMessage()).strip();
    if (failure.getMessage() == null || message.isEmpty()) {
      return "unexpected " + kind;
    }
    Matcher last = LAST_WORD.matcher(message);
    String line = message.lines().findFirst().orElse(message);
    while (last.find()) {
      line = last.group(1);
    }
    line = line.strip();
    if (line.length() > LONGEST) {
      line = line.substring(0, LONGEST) + "...";
    }
    return failure instanceof IllegalStateException || failure instanceof IOException
        ? line
        : "%s (%s)".formatted(line, kind);
  }
}
