package dev.troupe.cli;

import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What commands share: where they print, and how wrong options become sentences. */
abstract class JobCommand implements Callable<Integer>, Checked {
  @Spec private @Nullable CommandSpec spec;

  /** A check that may read files. */
  interface Check {
    /**
     * Looks.
     *
     * @return one sentence for each mistake
     * @throws IOException if a file system fails
     */
    List<String> mistakes() throws IOException;
  }

  /** Where the command prints. */
  final PrintWriter out() {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    return spec.commandLine().getOut();
  }

  /** Whether an option stands in the command line. */
  final boolean isGiven(String option) {
    return spec != null && spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** What a check finds, whether it returns or throws it; {@code doing} as in "evaluate". */
  static List<String> found(String doing, Check check) {
    try {
      return check.mistakes();
    } catch (RequestException e) {
      return e.mistakes();
    } catch (IllegalArgumentException | ArithmeticException e) {
      return List.of("Cannot %s: %s.".formatted(doing, e.getMessage()));
    } catch (BadDataException | IOException e) {
      Failure.letStorageThrough(e);
      return List.of(Optional.ofNullable(e.getMessage()).orElse("a file cannot be read"));
    }
  }

  /** Adds a sentence if a number is outside its range. */
  static void checkRange(List<String> mistakes, String option, long value, long least, long most) {
    if (value < least || value > most) {
      String range =
          most == Integer.MAX_VALUE
              ? "at least " + least
              : "between %d and %d".formatted(least, most);
      mistakes.add("Option %s must be %s, found %d.".formatted(option, range, value));
    }
  }

  /** Adds a sentence if identities cannot be shared out so. */
  static void checkShares(List<String> mistakes, double validation, double test) {
    if (!(validation >= 0 && test >= 0 && validation + test <= 1)) {
      mistakes.add(
          "Options --validation and --test must be 0 to 1 and together at most 1, found %s and %s."
              .formatted(validation, test));
    }
  }
}
