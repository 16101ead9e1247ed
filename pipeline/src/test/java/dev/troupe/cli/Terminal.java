package dev.troupe.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The command line as a user sees it: what was printed, and the exit code. */
record Terminal(int exitCode, String out, String err) {

  /** Runs a command in this process. */
  static Terminal run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments);
    return new Terminal(code, out.toString(), err.toString());
  }
}
