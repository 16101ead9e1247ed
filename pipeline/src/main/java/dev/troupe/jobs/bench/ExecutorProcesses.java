package dev.troupe.jobs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.inference.Compute;
import dev.troupe.inference.MachineRate;
import dev.troupe.jobs.Sessions;
import dev.troupe.model.ModelLocation;
import dev.troupe.model.ModelPackage;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A job on single-core executors that are processes of their own, as in a cluster, on as many cores
 * as there are executors, the driver included. The driver is a process too, because Spark's workers
 * ask the environment, which a running process cannot change, where Spark lies.
 */
final class ExecutorProcesses {
  private static final String MODEL = "model";
  private static final String RESULT = "job.json";
  private static final String SPARK_HOME = "spark";
  private static final int MEGABYTES = 2048;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExecutorProcesses() {}

  /** How much is rendered. */
  record Amount(int characters, int frames, int executors) {}

  /**
   * Runs a float32 job.
   *
   * @param bench the folder with the measured model
   * @throws IOException if the job fails
   */
  static BenchResult.Job run(Path bench, Amount amount) throws IOException {
    Path own = Files.createDirectory(bench.resolve("executors-" + amount.executors()));
    Path spark = own.resolve(SPARK_HOME);
    Files.createDirectories(spark.resolve("jars")); // empty: the class path below has Spark
    Map<String, String> environment =
        Map.of(
            "SPARK_HOME",
            spark.toString(),
            "SPARK_SCALA_VERSION",
            "2.13",
            "SPARK_LOCAL_IP",
            "127.0.0.1");
    ChildProcess.run(
        CoreLimit.prefix(amount.executors()),
        ExecutorProcesses.class,
        List.of(
            bench.resolve(MODEL).toString(),
            own.toString(),
            Integer.toString(amount.characters()),
            Integer.toString(amount.frames()),
            Integer.toString(amount.executors())),
        environment,
        own.resolve("log"));
    return JSON.readValue(own.resolve(RESULT).toFile(), BenchResult.Job.class);
  }

  /**
   * The driver.
   *
   * @param arguments the model's folder, a folder of its own, characters, frames, executors
   * @throws IOException if a file system fails
   */
  public static void main(String[] arguments) throws IOException {
    Path own = Path.of(arguments[1]);
    Amount amount =
        new Amount(
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]));
    ModelLocation model = ModelLocation.of(ModelPackage.open(Path.of(arguments[0])));
    BenchInputs inputs = new BenchInputs(own);
    BenchJobs jobs = new BenchJobs(own, inputs, OptionalDouble.empty());
    BenchJobs.Kind kind =
        new BenchJobs.Kind(amount.characters(), inputs.clip(), amount.frames(), amount.executors());
    String master = "local-cluster[%d,1,%d]".formatted(amount.executors(), MEGABYTES);
    try (Sessions.Session session =
        Sessions.openForNetworks("troupe bench", Optional.of(master), settings())) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
      Collection<Used> before = used(context, amount.executors()); // waits until all are there
      BenchJobs.Ended ended = jobs.run(session, model, Compute.CPU, kind);
      Collection<Used> after = used(context, amount.executors());
      double network = seconds(after) - seconds(before);
      long peak = after.stream().mapToLong(Used::peakMegabytes).max().orElse(0);
      BenchResult.Job job = ended.ended(kind, network, peak).inProcesses();
      JSON.writeValue(own.resolve(RESULT).toFile(), job);
    }
  }

  private static Map<String, String> settings() {
    return Map.of(
        "spark.executor.memory",
        MEGABYTES + "m",
        "spark.executor.extraClassPath",
        ChildProcess.classPath(),
        "spark.executor.extraJavaOptions",
        "-XX:+UseSerialGC",
        "spark.jars",
        "");
  }

  /** What one executor has used so far. */
  private record Used(String executor, double networkSeconds, long peakMegabytes)
      implements Serializable {}

  /** Asks until all executors have answered. */
  private static Collection<Used> used(JavaSparkContext context, int executors) {
    Map<String, Used> answers = new HashMap<>();
    while (answers.size() < executors) {
      List<Integer> tasks = Collections.nCopies(2 * executors, 0);
      for (Used answer : context.parallelize(tasks, tasks.size()).map(task -> answer()).collect()) {
        answers.put(answer.executor(), answer);
      }
    }
    return answers.values();
  }

  private static Used answer() {
    return new Used(
        SparkEnv.get().executorId(), MachineRate.networkSeconds(), PeakMemory.megabytes());
  }

  private static double seconds(Collection<Used> used) {
    return used.stream().mapToDouble(Used::networkSeconds).sum();
  }
}
