package dev.troupe.process;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real standalone cluster on the loopback interface: a master and two workers with one core each,
 * from a Spark distribution that this test lays out.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final int WORKERS = 2;

  /** Workers are hosts of their own: Spark makes no speculative attempt beside the first one. */
  private static final String LOOPBACK = "127.0.0.";

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final List<Process> processes = new ArrayList<>();
  private final Map<String, String> environment;
  private final String url;

  /**
   * Starts a cluster; all workers have registered when this returns.
   *
   * @param folder an empty folder for everything it writes
   */
  public StandaloneCluster(Path folder) throws IOException, InterruptedException {
    this(folder, Map.of());
  }

  /**
   * Starts a cluster; all workers have registered when this returns.
   *
   * @param folder an empty folder for everything it writes
   * @param environment further variables of its processes and of the executors they start
   */
  public StandaloneCluster(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    this.environment = Map.copyOf(environment);
    Files.createDirectories(folder);
    int port = Ports.free();
    int page = Ports.free();
    url = "spark://127.0.0.1:" + port;
    Process master =
        start(
            folder.resolve("master.log"),
            "org.apache.spark.deploy.master.Master",
            List.of(
                "--host", LOOPBACK + 1, "--port", "" + port, "--webui-port", String.valueOf(page)),
            LOOPBACK + 1);
    Ports.await(master, page);
    for (int i = 0; i < WORKERS; i++) {
      String host = LOOPBACK + (1 + i);
      start(
          folder.resolve("worker-" + i + ".log"),
          "org.apache.spark.deploy.worker.Worker",
          List.of(
              "--host",
              host,
              "--webui-port",
              "0",
              "--cores",
              "1",
              "--memory",
              "1g",
              "--work-dir",
              folder.resolve("work").toString(),
              url),
          host);
    }
    awaitWorkers(page);
  }

  /** The master's URL. */
  public String url() {
    return url;
  }

  /** Options of spark-submit that make an application fit into this cluster. */
  public static List<String> sizes() {
    return List.of("--driver-memory", "1g", "--executor-memory", "1g", "--executor-cores", "1");
  }

  /** The same, and executors find PyTorch's libraries where this user keeps them. */
  public static List<String> limits() {
    List<String> limits = new ArrayList<>(sizes());
    limits.add("--conf");
    limits.add("spark.executorEnv.DJL_CACHE_DIR=" + System.getProperty("user.home") + "/.djl.ai");
    return limits;
  }

  /** The executors that run now, in no order. */
  public List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(process -> process.descendants())
        .filter(ProcessHandle::isAlive)
        .filter(StandaloneCluster::isExecutor)
        .toList();
  }

  @Override
  public void close() {
    processes.forEach(JavaProcess::stop);
  }

  private static boolean isExecutor(ProcessHandle handle) {
    return handle
        .info()
        .arguments()
        .map(Stream::of)
        .orElse(Stream.empty())
        .anyMatch("org.apache.spark.executor.CoarseGrainedExecutorBackend"::equals);
  }

  private Process start(Path log, String mainClass, List<String> arguments, String host)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("-Xmx256m", "-cp", SparkHome.folder().resolve("jars") + File.separator + "*"));
    command.add(mainClass);
    command.addAll(arguments);
    Map<String, String> variables = new HashMap<>(SparkHome.environment());
    variables.putAll(environment);
    variables.put("SPARK_LOCAL_IP", host);
    Process process = JavaProcess.start(log, variables, command);
    processes.add(process);
    return process;
  }

  private void awaitWorkers(int page) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    URI status = URI.create("http://127.0.0.1:" + page + "/json/");
    long begin = System.nanoTime();
    while (true) {
      String answer =
          client
              .send(HttpRequest.newBuilder(status).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      if (answer.replace(" ", "").contains("\"aliveworkers\":" + WORKERS)) {
        return;
      }
      if (System.nanoTime() - begin > LONGEST_NANOS) {
        throw new AssertionError("the workers did not register: " + answer);
      }
      if (processes.get(0).waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the master ended");
      }
    }
  }
}
