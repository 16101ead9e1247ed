package dev.troupe.cli;

import dev.troupe.jobs.Sessions;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import dev.troupe.problems.StorageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns whatever a command failed of into a sentence and an exit code. */
final class Failure {
  /** Spark's words for an executor that ended by itself; 52 is its code for lack of memory. */
  private static final Pattern EXECUTOR_LOST =
      Pattern.compile("ExecutorLostFailure \\(.*?(?:exit(?:ed with)?|status)\\D*(\\d+)");

  private static final String OUT_OF_MEMORY = "52";

  private Failure() {}

  /**
   * One sentence for whoever sees it; never a stack trace.
   *
   * @return the exit code
   */
  static int explain(Throwable failure, PrintWriter err) {
    if (isEnding()) {
      return CommandLines.BROKEN_INFRASTRUCTURE; // whoever ends the process knows why it fails
    }
    Optional<List<String>> mistakes = mistakes(failure);
    if (mistakes.isPresent()) {
      print(mistakes.get(), err);
      return CommandLines.WRONG_REQUEST;
    }
    err.println(
        "troupe: "
            + (Main.areFilesUsedUp()
                ? Main.TOO_MANY_OPEN_FILES
                : Sessions.noExecutors(failure).orElseGet(() -> infrastructure(failure))));
    if (System.getenv("TROUPE_DEBUG") != null) {
      failure.printStackTrace(err);
    } else {
      err.println("Set TROUPE_DEBUG=1 to see where.");
    }
    return CommandLines.BROKEN_INFRASTRUCTURE;
  }

  static void print(List<String> mistakes, PrintWriter err) {
    mistakes.forEach(mistake -> err.println("troupe: " + mistake));
  }

  /** Whether the process was told to end: from then on its hooks cannot be changed. */
  private static boolean isEnding() {
    try {
      Runtime.getRuntime().removeShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** What the user can mend, unless storage is behind it. */
  private static Optional<List<String>> mistakes(Throwable failure) {
    if (StorageException.isBehind(failure)) {
      return Optional.empty();
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RequestException request) {
        return Optional.of(request.mistakes());
      }
      if (cause instanceof BadDataException bad) {
        return Optional.of(List.of(Optional.ofNullable(bad.getMessage()).orElse("bad data")));
      }
    }
    return Optional.empty();
  }

  /** The first sentence in the chain of causes that names a file, else the deepest cause. */
  private static String infrastructure(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null
          && (cause instanceof IOException || cause instanceof UncheckedIOException)
          && message.startsWith("Cannot ")) {
        return message.strip();
      }
      if (cause instanceof OutOfMemoryError) {
        return outOfMemory(message);
      }
      if (message != null && message.contains("Too many open files")) {
        return Main.TOO_MANY_OPEN_FILES;
      }
      root = cause;
    }
    String message = firstLine(root);
    if (root instanceof LinkageError) {
      return "Cannot go on: what is installed does not fit together, or cannot be loaded (%s: %s)"
          .formatted(root.getClass().getSimpleName(), message);
    }
    Matcher lost = EXECUTOR_LOST.matcher(String.valueOf(root.getMessage()));
    if (lost.find() && lost.group(1).equals(OUT_OF_MEMORY)) {
      return "Cannot go on: executors ran out of memory again and again; give them more"
          + " (spark.executor.memory) or fewer tasks at a time (spark.executor.cores)";
    }
    if (message.endsWith("No space left on device") && !message.contains("/")) {
      return "%s; Spark keeps what is unfinished in %s (spark.local.dir)"
          .formatted(
              message,
              System.getProperty("spark.local.dir", System.getProperty("java.io.tmpdir")));
    }
    return root instanceof IOException ? message : root.getClass().getSimpleName() + ": " + message;
  }

  /** What is said of a heap that is too small. */
  static String outOfMemory(@org.jspecify.annotations.Nullable String detail) {
    return "Cannot go on: out of memory (%s); the heap has %,d MiB: give more (TROUPE_JAVA_OPTS=-Xmx4g or spark.driver.memory) or fewer tasks at a time (--master local[N])"
        .formatted(
            Optional.ofNullable(detail).orElse("no further word"),
            Runtime.getRuntime().maxMemory() >> 20);
  }

  private static String firstLine(Throwable failure) {
    return Optional.ofNullable(failure.getMessage())
        .flatMap(message -> message.strip().lines().findFirst())
        .orElse("no further word");
  }
}
