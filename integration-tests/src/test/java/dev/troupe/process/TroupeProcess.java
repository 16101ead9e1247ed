package dev.troupe.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The program as users run it: a Java process of its own with the job JAR and Spark's JARs. */
public final class TroupeProcess {
  private static final long LONGEST_MINUTES = 8;
  private static final Path ROOT = Path.of(System.getProperty("troupe.root"));
  private static final Path JOB_JAR = Path.of(System.getProperty("troupe.job.jar"));

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private List<String> wrapper = List.of();
  private String classPath = classPath();

  /** A process that will run in the given folder. */
  public TroupeProcess(Path folder) {
    this.folder = folder;
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_SCALA_VERSION", "2.13");
  }

  /** What a finished process left. */
  public record Outcome(int exitCode, String output) {}

  /** Job JAR first, then what a Spark distribution brings. */
  public static String classPath() {
    try {
      Path spark = Path.of(System.getProperty("troupe.spark.class.path"));
      return JOB_JAR + File.pathSeparator + Files.readString(spark).strip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Adds an environment variable. */
  public TroupeProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Adds environment variables. */
  public TroupeProcess with(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /** Runs on the Spark of another class path, a file of Maven's. */
  public TroupeProcess onSpark(Path file) throws IOException {
    classPath = JOB_JAR + File.pathSeparator + Files.readString(file).strip();
    return this;
  }

  /** Starts the process through another program, as in {@code bash -c 'ulimit ...; exec "$@"'}. */
  public TroupeProcess through(String... command) {
    wrapper = List.of(command);
    return this;
  }

  /** Runs a command to its end. */
  public Outcome run(String... arguments) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "troupe", ".log");
    return finish(start(log, arguments), log);
  }

  /** Starts a command whose output, both streams, goes to a file. */
  public Process start(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("@" + ROOT.resolve("conf/jvm.options"));
    command.add("-Dlog4j2.configurationFile=" + ROOT.resolve("conf/log4j2.properties"));
    command.addAll(List.of("-cp", classPath, "dev.troupe.cli.Main"));
    command.addAll(List.of(arguments));
    return launch(log, command);
  }

  /** Runs deploy/submit.sh to its end. */
  public Outcome submit(List<String> arguments) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "submit", ".log");
    return finish(startSubmit(log, arguments), log);
  }

  /** Starts deploy/submit.sh, whose output, both streams, goes to a file. */
  public Process startSubmit(Path log, List<String> arguments) throws IOException {
    environment.put("TROUPE_JAR", JOB_JAR.toString());
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("deploy/submit.sh").toString());
    command.addAll(arguments);
    return launch(log, command);
  }

  private Process launch(Path log, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static Outcome finish(Process process, Path log)
      throws IOException, InterruptedException {
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      JavaProcess.stop(process);
      throw new AssertionError("troupe ran too long:\n" + Files.readString(log));
    }
    return new Outcome(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
  }
}
