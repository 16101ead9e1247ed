package dev.troupe.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * A command that ran in this process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained of
 */
record CommandRun(int code, String out, String err) {
  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments);
    return new CommandRun(code, out.toString(), err.toString());
  }

  /** The complaints, without the program's name. */
  List<String> mistakes() {
    return err.lines()
        .filter(line -> line.startsWith("troupe: "))
        .map(line -> line.substring("troupe: ".length()))
        .toList();
  }
}
