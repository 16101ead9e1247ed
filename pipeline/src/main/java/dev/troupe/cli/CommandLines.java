package dev.troupe.cli;

import dev.troupe.jobs.Sessions;
import dev.troupe.machine.NativeLibraries;
import dev.troupe.problems.RequestException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Parses, reports all mistakes together, and turns failures into sentences and exit codes. */
final class CommandLines {
  /** The request was wrong, or what it names cannot be used. */
  static final int WRONG_REQUEST = 2;

  /** A file system, the cluster or this machine failed. */
  static final int BROKEN_INFRASTRUCTURE = 3;

  private CommandLines() {}

  static CommandLine create(PrintWriter out, PrintWriter err) {
    CommandLine root = new CommandLine(new TroupeCommand());
    RedactedWriter safeOut = new RedactedWriter(out);
    RedactedWriter safeErr = new RedactedWriter(err);
    root.setOut(safeOut);
    root.setErr(safeErr);
    root.setExecutionStrategy(
        parsed -> {
          List<String> secrets = SecretArguments.in(parsed.originalArgs());
          safeOut.hide(secrets);
          safeErr.hide(secrets);
          return explained(parsed, safeErr);
        });
    root.setExecutionExceptionHandler(
        (failure, command, parsed) -> Failure.explain(failure, safeErr));
    collectErrors(root);
    return root;
  }

  private static void collectErrors(CommandLine command) {
    command.getCommandSpec().parser().collectErrors(true);
    command.getSubcommands().values().forEach(CommandLines::collectErrors);
  }

  /** What picocli lets pass is explained, too: errors, and what checks throw. */
  private static int explained(ParseResult parsed, PrintWriter err) {
    try {
      return checkAndRun(parsed);
    } catch (CommandLine.ExecutionException e) {
      return Failure.explain(e.getCause() == null ? e : e.getCause(), err);
    } catch (Throwable e) {
      return Failure.explain(e, err);
    }
  }

  private static int checkAndRun(ParseResult parsed) {
    List<String> mistakes = new ArrayList<>();
    ParseResult last = parsed;
    for (ParseResult level = parsed; level != null; level = level.subcommand()) {
      level.errors().forEach(error -> mistakes.add(sentence(String.valueOf(error.getMessage()))));
      last = level;
    }
    boolean help = CommandLine.printHelpIfRequested(parsed);
    if (help) {
      return CommandLine.ExitCode.OK;
    }
    CommandLine command = last.commandSpec().commandLine();
    if (command.getCommand() instanceof Checked checked) {
      mistakes.addAll(checked.mistakes());
    }
    if (mistakes.isEmpty() && command.getCommand() instanceof TroupeCommand) {
      command.usage(command.getOut());
      return WRONG_REQUEST;
    }
    if (mistakes.isEmpty()) {
      mistakes.addAll(ready());
    }
    if (!mistakes.isEmpty()) {
      Failure.print(mistakes, command.getErr());
      command.getErr().println(hint(command));
      return WRONG_REQUEST;
    }
    return new RunLast().execute(parsed);
  }

  /** Readies the process for its libraries; what they cannot work with. */
  private static List<String> ready() {
    try {
      NativeLibraries.prepare();
      Sessions.prepare();
      return List.of();
    } catch (RequestException e) {
      return e.mistakes();
    }
  }

  private static String hint(CommandLine command) {
    return "See: %s --help".formatted(command.getCommandSpec().qualifiedName());
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }
}
