package dev.troupe.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Says why when Spark ends this process by itself: it does so without a word and with codes of its
 * own, 52 where memory runs out and 53 where there is no folder for its files. The code becomes
 * that of broken infrastructure.
 */
final class ForcedExit {
  private static final long LONGEST_CLEANING_MILLIS = 5000;
  private static final String SPARK = "org.apache.spark.";

  private final PrintWriter err;

  private ForcedExit(PrintWriter err) {
    this.err = err;
  }

  /** From now on. */
  static void watch(PrintWriter err) {
    Runtime.getRuntime().addShutdownHook(new Thread(new ForcedExit(err)::explain, "troupe-exit"));
  }

  private void explain() {
    Map<Thread, StackTraceElement[]> threads = Thread.getAllStackTraces();
    Optional<String> why = whoEnds(threads);
    if (why.isEmpty()) {
      return;
    }
    err.println("troupe: " + why.get());
    err.flush();
    awaitCleaning(threads);
    Runtime.getRuntime().halt(CommandLines.BROKEN_INFRASTRUCTURE);
  }

  /** Spark's hooks remove its temporary files; Hadoop runs them, on a thread of its own. */
  private static void awaitCleaning(Map<Thread, StackTraceElement[]> threads) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_CLEANING_MILLIS);
    for (Map.Entry<Thread, StackTraceElement[]> thread : threads.entrySet()) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left > 0 && holds(thread.getValue(), "org.apache.hadoop.util.ShutdownHookManager")) {
        try {
          thread.getKey().join(left);
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }

  /** The thread that ends the process waits in the call that does it. */
  private static Optional<String> whoEnds(Map<Thread, StackTraceElement[]> threads) {
    return threads.values().stream()
        .flatMap(stack -> caller(stack).stream())
        .filter(caller -> caller.startsWith(SPARK))
        .findFirst()
        .map(ForcedExit::sentence);
  }

  /**
   * The class that calls for the process's end. What is further below is not asked: under
   * spark-submit, Spark's own classes call this program.
   */
  static Optional<String> caller(StackTraceElement[] stack) {
    return holds(stack, "java.lang.Shutdown")
        ? Arrays.stream(stack)
            .map(StackTraceElement::getClassName)
            .dropWhile(name -> !name.equals("java.lang.Shutdown"))
            .filter(name -> !name.startsWith("java.lang.") && !name.startsWith("scala.sys."))
            .findFirst()
        : Optional.empty();
  }

  private static boolean holds(StackTraceElement[] stack, String type) {
    return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith(type));
  }

  private static String sentence(String caller) {
    if (caller.contains("DiskBlockManager")) {
      return "Cannot use the folder for Spark's files, %s; expected one that can be written and has space (spark.local.dir or -Djava.io.tmpdir)"
          .formatted(System.getProperty("spark.local.dir", System.getProperty("java.io.tmpdir")));
    }
    if (caller.contains("UncaughtExceptionHandler")) {
      return Failure.outOfMemory("in a task");
    }
    return "Cannot go on: Spark ended the process (%s)"
        .formatted(caller.substring(caller.lastIndexOf('.') + 1));
  }
}
