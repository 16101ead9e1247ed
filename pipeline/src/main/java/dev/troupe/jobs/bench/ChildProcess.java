package dev.troupe.jobs.bench;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measurements in a process of their own, of the same program with the same flags. */
final class ChildProcess {
  private static final int LAST_LINES = 20;

  private ChildProcess() {}

  /**
   * Runs a main class to its end.
   *
   * @param prefix what goes before the command, such as {@link CoreLimit#prefix} says
   * @param environment what the process finds in its environment beside this one's
   * @param log where its output goes
   * @throws IOException with the output's end if it fails
   */
  static void run(
      List<String> prefix,
      Class<?> main,
      List<String> arguments,
      Map<String, String> environment,
      Path log)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    int code = await(builder.start());
    if (code != 0) {
      List<String> lines = Files.readAllLines(log);
      List<String> end = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
      throw new IOException(
          "the process ended with %d: %s".formatted(code, String.join("\n", end)));
    }
  }

  /** All of this program and its libraries. */
  static String classPath() {
    try {
      Path origin =
          Path.of(ChildProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return origin + File.pathSeparator + System.getProperty("java.class.path");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path holds a location that is no URI", e);
    }
  }

  private static int await(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Cannot measure: interrupted");
    } finally {
      process.destroy();
    }
  }
}
