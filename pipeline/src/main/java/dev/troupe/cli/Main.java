package dev.troupe.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the program begins, on a laptop through {@code ./troupe} and under spark-submit alike. */
public final class Main {
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
    int code = CommandLines.create(out, err).execute(arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }
}
