package dev.troupe.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the program begins, on a laptop through {@code ./troupe} and under spark-submit alike. */
public final class Main {
  /** What is said where the process may open no more files. */
  static final String TOO_MANY_OPEN_FILES =
      "Cannot go on: too many open files; allow this process more of them (ulimit -n 4096)";

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code: 0 done, 1 some items failed, 2 the
   * request was wrong, 3 the infrastructure failed.
   *
   * @param arguments the command and its options
   */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(arguments, out, err);
    err.flush();
    System.exit(code);
  }

  private static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    try {
      ForcedExit.watch(err);
      int code = CommandLines.create(out, err).execute(arguments);
      if (code == 0 && out.checkError()) {
        err.println(
            "troupe: Cannot print to standard output: it takes no more (is its disk full?)");
        return CommandLines.BROKEN_INFRASTRUCTURE;
      }
      return code;
    } catch (Throwable e) {
      return explain(e, err);
    }
  }

  /** Where not even the classes that explain can be loaded, the failure itself must do. */
  private static int explain(Throwable failure, PrintWriter err) {
    if (areFilesUsedUp()) {
      err.println("troupe: " + TOO_MANY_OPEN_FILES);
      return 3;
    }
    try {
      return Failure.explain(failure, new RedactedWriter(err));
    } catch (LinkageError | OutOfMemoryError e) {
      err.println("troupe: Cannot go on: " + failure);
      return 3;
    }
  }

  /** Whether no file can be opened any more: then classes seem to be missing. */
  static boolean areFilesUsedUp() {
    try {
      new FileInputStream("/dev/null").close();
      return false;
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).contains("Too many open files");
    }
  }
}
