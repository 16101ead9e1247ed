package dev.troupe.jobs;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.inference.Compute;
import dev.troupe.inference.EngineStart;
import dev.troupe.problems.Redaction;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens Spark sessions with the settings that Troupe's jobs rely on. */
public final class Sessions {
  private static final String EVERY_CORE = "local[*]";
  private static final String REDACTED_SETTINGS = "spark.redaction.regex";

  private Sessions() {}

  /** Readies this process for Spark; before anything that uses it, file systems included. */
  public static void prepare() {
    OwnNames.choose();
    startLog();
  }

  /**
   * Spark sets Log4j up with the first of its classes that logs, and forgets what was set before.
   */
  private static void startLog() {
    try {
      Class.forName("org.apache.spark.util.ShutdownHookManager$");
    } catch (ClassNotFoundException e) {
      return; // then another class of Spark does it later
    }
  }

  /**
   * Makes settings known to this process before there is a session, so that file systems can be
   * asked first.
   *
   * @param settings Spark settings
   */
  public static void prepare(Map<String, String> settings) {
    settings.forEach(System::setProperty);
    ObjectStores.DEFAULTS.forEach(System.getProperties()::putIfAbsent);
  }

  /**
   * The session of this process. What {@code spark-submit} or the caller set wins over the
   * defaults.
   *
   * @param name the application's name
   * @param master Spark's master URL; empty for what spark-submit gave, else every local core
   * @param settings further Spark settings
   * @return a session; the caller closes it
   */
  @MustBeClosed
  public static Session open(String name, Optional<String> master, Map<String, String> settings) {
    return new Session(conf(name, master, settings));
  }

  /**
   * The same for jobs whose tasks run networks: where they will, PyTorch's libraries are loaded
   * beside the rest of the start.
   *
   * @param name the application's name
   * @param master Spark's master URL; empty for what spark-submit gave, else every local core
   * @param settings further Spark settings
   * @return a session; the caller closes it
   */
  @MustBeClosed
  public static Session openForNetworks(
      String name, Optional<String> master, Map<String, String> settings) {
    SparkConf conf = conf(name, master, settings);
    if (Executors.areThisProcess(conf)) {
      EngineStart.inBackground();
    } else {
      EnginePlugin.configure(conf);
    }
    return new Session(conf);
  }

  /**
   * What a job failed of that was cancelled because its cluster has no room for it.
   *
   * @param failure a job's
   * @return one sentence; empty for other failures
   */
  public static Optional<String> noExecutors(Throwable failure) {
    return ExecutorWatch.reason(failure);
  }

  private static SparkConf conf(
      String name, Optional<String> master, Map<String, String> settings) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.app.name", name);
    master.ifPresent(conf::setMaster);
    conf.setIfMissing("spark.master", EVERY_CORE);
    settings.forEach(conf::set);
    // Rows are few and small; the heavy stages set their own number of partitions.
    conf.setIfMissing("spark.sql.shuffle.partitions", "8");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // What is rendered is published beside the rendering, from a pool of its own.
    conf.setIfMissing("spark.scheduler.mode", "FAIR");
    // Progress comes with the executors' heartbeats.
    conf.setIfMissing("spark.executor.heartbeatInterval", "2s");
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
    }
    ObjectStores.DEFAULTS.forEach(conf::setIfMissing);
    hideSecrets(conf);
    MasterCheck.check(conf);
    Executors.configure(conf);
    return conf;
  }

  /** In event logs and on Spark's pages; whoever has words of their own keeps them. */
  private static void hideSecrets(SparkConf conf) {
    String own = conf.get(REDACTED_SETTINGS, Redaction.SETTINGS);
    conf.set(
        REDACTED_SETTINGS,
        own.contains(Redaction.SETTINGS)
            ? own
            : "(?:%s)|(?:%s)".formatted(own, Redaction.SETTINGS));
    conf.setIfMissing("spark.redaction.string.regex", Redaction.URIS);
  }

  /** A running Spark application that jobs are made in; stops when closed. */
  public static final class Session implements AutoCloseable {
    private final SparkSession spark;
    private final Optional<ExecutorWatch> watch;

    private Session(SparkConf conf) {
      watch =
          Executors.areThisProcess(conf)
              ? Optional.empty()
              : Optional.of(ExecutorWatch.begin(conf));
      boolean open = false;
      try {
        spark = SparkSession.builder().config(conf).getOrCreate();
        watch.ifPresent(found -> found.started(spark.sparkContext()));
        open = true;
      } finally {
        if (!open) {
          watch.ifPresent(ExecutorWatch::close);
        }
      }
    }

    /**
     * The session itself, for jobs of other packages.
     *
     * @return it is closed with this one
     */
    public SparkSession spark() {
      return spark;
    }

    /**
     * An animation in this application.
     *
     * @param compute device and batches
     * @param progress hears how far it is
     * @return a job that can run once
     */
    public Animate animate(Compute compute, Progress progress) {
      return new Animate(spark, compute, progress);
    }

    @Override
    public void close() {
      watch.ifPresent(ExecutorWatch::close);
      spark.stop();
    }
  }
}
