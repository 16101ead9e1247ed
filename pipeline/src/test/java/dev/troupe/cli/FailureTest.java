package dev.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.problems.BadDataException;
import dev.troupe.problems.StorageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What is said of what failed, and who is to mend it. */
class FailureTest {
  @Test
  void explain_badData_isTheUsersToMend() {
    assertExplained(
        new IllegalStateException(new BadDataException("Cannot read a.mp4: it is empty")),
        CommandLines.WRONG_REQUEST,
        "Cannot read a.mp4: it is empty");
  }

  @Test
  void explain_storageBehindBadData_isInfrastructure() {
    StorageException storage = new StorageException("Cannot read s3a://b/a.mp4: timed out");

    assertExplained(
        new BadDataException("Cannot use a.mp4", storage),
        CommandLines.BROKEN_INFRASTRUCTURE,
        "Cannot read s3a://b/a.mp4: timed out");
  }

  @Test
  void explain_executorsThatRunOutOfMemory_saysWhatToGive() {
    String spark =
        """
        Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent failure: \
        Lost task 0.3 in stage 3.0 (TID 9) (host executor 4): ExecutorLostFailure (executor 4 exited \
        caused by one of the running tasks) Reason: %s
        Driver stacktrace:
        """;

    assertExplained(
        new IllegalStateException(spark.formatted("Command exited with code 52")),
        CommandLines.BROKEN_INFRASTRUCTURE,
        "code 52, for lack of memory; give them more (spark.executor.memory)");
    assertExplained(
        new IllegalStateException(
            spark.formatted("The executor with id 3 exited with exit code 137(SIGKILL).")),
        CommandLines.BROKEN_INFRASTRUCTURE,
        "give them more (spark.executor.memoryOverhead)");
  }

  @Test
  void explain_errorsOfTheMachine_areSentences() {
    assertExplained(
        new ExceptionInInitializerError(new IllegalStateException("no native library")),
        CommandLines.BROKEN_INFRASTRUCTURE,
        "no native library");
    assertExplained(
        new NoClassDefFoundError("org/apache/spark/Lost"),
        CommandLines.BROKEN_INFRASTRUCTURE,
        "what is installed does not fit together");
    assertExplained(
        new RuntimeException(new OutOfMemoryError("Java heap space")),
        CommandLines.BROKEN_INFRASTRUCTURE,
        "out of memory (Java heap space)");
    assertExplained(
        new RuntimeException(new IOException("No space left on device")),
        CommandLines.BROKEN_INFRASTRUCTURE,
        "spark.local.dir");
  }

  private static void assertExplained(Throwable failure, int code, String words) {
    StringWriter err = new StringWriter();

    assertThat(Failure.explain(failure, new PrintWriter(err, true))).isEqualTo(code);
    assertThat(err.toString().lines().findFirst().orElse(""))
        .startsWith("troupe: ")
        .contains(words);
    assertThat(err.toString()).doesNotContain("\tat ", "Driver stacktrace");
  }
}
