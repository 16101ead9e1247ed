package dev.troupe.cli;

import dev.troupe.jobs.Sessions;
import dev.troupe.machine.NativeLibraries;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    root.setOut(out);
    root.setErr(err);
    root.setExecutionStrategy(CommandLines::checkAndRun);
    root.setExecutionExceptionHandler(
        (failure, command, parsed) -> explain(failure, command.getErr()));
    collectErrors(root);
    return root;
  }

  private static void collectErrors(CommandLine command) {
    command.getCommandSpec().parser().collectErrors(true);
    command.getSubcommands().values().forEach(CommandLines::collectErrors);
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
      print(mistakes, command.getErr());
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

  /** One sentence for whoever sees it; never a stack trace. */
  private static int explain(Exception failure, PrintWriter err) {
    if (isEnding()) {
      return BROKEN_INFRASTRUCTURE; // whoever interrupts a command knows why it fails
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RequestException request) {
        print(request.mistakes(), err);
        return WRONG_REQUEST;
      }
      if (cause instanceof BadDataException bad) {
        print(List.of(Optional.ofNullable(bad.getMessage()).orElse("bad data")), err);
        return WRONG_REQUEST;
      }
    }
    err.println(
        "troupe: " + Sessions.noExecutors(failure).orElseGet(() -> infrastructure(failure)));
    if (System.getenv("TROUPE_DEBUG") != null) {
      failure.printStackTrace(err);
    } else {
      err.println("Set TROUPE_DEBUG=1 to see where.");
    }
    return BROKEN_INFRASTRUCTURE;
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

  /** The first sentence in the chain of causes that names a file, else the deepest cause. */
  private static String infrastructure(Exception failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null
          && (cause instanceof IOException || cause instanceof UncheckedIOException)
          && message.startsWith("Cannot ")) {
        return message.strip();
      }
      root = cause;
    }
    String message = Optional.ofNullable(root.getMessage()).orElse("no further word").strip();
    return root instanceof IOException ? message : root.getClass().getSimpleName() + ": " + message;
  }

  private static void print(List<String> mistakes, PrintWriter err) {
    mistakes.forEach(mistake -> err.println("troupe: " + mistake));
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }
}
