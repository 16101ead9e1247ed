package dev.troupe.jobs;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why nothing happens while a cluster gives no executors: Spark waits without a word, and for
 * ever. Where none can ever come the application's jobs are cancelled, else it goes on waiting.
 */
final class ExecutorWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorWatch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration REPEAT = Duration.ofMinutes(5);
  private static final String BEGIN = "Cannot get executors";
  private static final Pattern REASON = Pattern.compile(BEGIN + "[^\\n]*?(?=\\.? SQLSTATE|\\n|$)");

  private final SparkConf conf;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "troupe-executors");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable SparkContext context;
  private long since = System.nanoTime();
  private Duration next = PATIENCE;

  private ExecutorWatch(SparkConf conf) {
    this.conf = conf;
  }

  /** Begins to look, before there is an application: its registration may take long as well. */
  static ExecutorWatch begin(SparkConf conf) {
    ExecutorWatch watch = new ExecutorWatch(conf);
    var unused = watch.clock.scheduleWithFixedDelay(watch::look, 1, 1, TimeUnit.SECONDS);
    return watch;
  }

  /** The application is there. */
  void started(SparkContext application) {
    context = application;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** What a watch cancelled a job for, if this is the failure that came of it. */
  static Optional<String> reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Matcher found = REASON.matcher(String.valueOf(cause.getMessage()));
      if (found.find()) {
        return Optional.of(found.group());
      }
    }
    return Optional.empty();
  }

  private void look() {
    SparkContext running = context;
    if (running != null && !isWaiting(running)) {
      since = System.nanoTime();
      next = PATIENCE;
      return;
    }
    Duration waited = Duration.ofNanos(System.nanoTime() - since);
    if (waited.compareTo(next) < 0) {
      return;
    }
    next = next.plus(REPEAT);
    if (running == null) {
      LOG.warn(
          "{} has not accepted this application for {} s",
          conf.get("spark.master"),
          waited.toSeconds());
    } else {
      explain(running, waited);
    }
  }

  /** Whether there is work or will be, and nobody to do it. The driver counts as an executor. */
  private boolean isWaiting(SparkContext running) {
    return !running.isStopped()
        && running.statusTracker().getExecutorInfos().length <= 1
        && (running.statusTracker().getActiveStageIds().length > 0
            || !conf.getBoolean("spark.dynamicAllocation.enabled", false));
  }

  private void explain(SparkContext running, Duration waited) {
    ExecutorSize size = ExecutorSize.of(conf);
    Optional<ClusterWorkers> workers = ClusterWorkers.of(conf);
    String sentence = sentence(conf.get("spark.master"), waited, size, workers);
    if (workers.isPresent() && !workers.get().canEverHold(size)) {
      for (int job : running.statusTracker().getActiveJobIds()) {
        running.cancelJob(job, sentence);
      }
      next = Duration.ZERO; // the next job, if there is one, fares no better
    } else {
      LOG.warn("{}; waiting", sentence);
    }
  }

  static String sentence(
      String master, Duration waited, ExecutorSize size, Optional<ClusterWorkers> workers) {
    return "%s from %s: none came for %d s; asked for executors of %s, found %s"
        .formatted(
            BEGIN,
            master,
            waited.toSeconds(),
            size,
            workers
                .map(ClusterWorkers::toString)
                .orElse("none, and no page of the master that says what there is"));
  }
}
