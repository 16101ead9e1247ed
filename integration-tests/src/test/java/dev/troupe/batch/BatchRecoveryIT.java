package dev.troupe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.process.FaultyProxy;
import dev.troupe.process.FaultyProxy.Faults;
import dev.troupe.process.JavaProcess;
import dev.troupe.process.S3Bucket;
import dev.troupe.process.S3Server;
import dev.troupe.process.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A manifest of three characters and three clips, from and to S3 on a standalone cluster. Whatever
 * happens on the way, each good output is there once, with the bytes of an undisturbed run, and
 * nothing is left but outputs, report and library.
 */
class BatchRecoveryIT {
  private static final int REFUSED = 2;
  private static final long LONGEST_MINUTES = 6;
  private static final long SEED = 20260301;
  private static final String CALM = "calm";
  private static final long RUNNING_MILLIS = 50;
  private static final long STANDING_MILLIS = 450;

  @TempDir static Path folder;

  private static S3Server server;
  private static StandaloneCluster cluster;
  private static Company company;
  private static Runs runs;
  private static Map<String, byte[]> undisturbed;

  /** Something that is done to a run once its first segment is committed. */
  private interface Disturbance {
    void happen(Process driver) throws Exception;
  }

  @BeforeAll
  static void renderUndisturbed() throws Exception {
    server = new S3Server(folder, CALM, "executor", "driver", "storm", "twins", "straggler");
    cluster = new StandaloneCluster(folder.resolve("spark"));
    runs = new Runs(folder, cluster, StandaloneCluster.limits(), Map.of(), LONGEST_MINUTES);
    company = new Company(folder.resolve("company"));
    try (S3Bucket bucket = bucket(CALM)) {
      Process run = submit(bucket, CALM, server.port());
      assertThat(runs.await(run)).as(runs.log(CALM)).isEqualTo(Runs.SOME_FAILED);
      Company.assertComplete(bucket);
      undisturbed = Company.outputs(bucket);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    cluster.close();
    server.close();
  }

  @Test
  void render_finishedManifest_rendersNothingAgain() throws Exception {
    try (S3Bucket bucket = new S3Bucket(CALM, server.settings());
        FaultyProxy counting = new FaultyProxy(server.port(), Faults.NONE, SEED)) {
      Process again = submit(bucket, "again", counting.port());

      assertThat(runs.await(again)).as(runs.log("again")).isEqualTo(Runs.SOME_FAILED);
      assertThat(counting.requests()).noneMatch(request -> request.contains("/out/.troupe/"));
      assertThat(counting.requests())
          .noneMatch(request -> request.matches("PUT /calm/out/.*"))
          .noneMatch(request -> request.matches("PUT /calm/library/motion/.*"));
      Company.assertComplete(bucket);
      assertSame(bucket);
    }
  }

  @Test
  void render_executorKilled_endsAsIfNothingHadHappened() throws Exception {
    disturb(
        "executor",
        driver -> {
          ProcessHandle executor = cluster.executors().get(0);
          executor.destroyForcibly();
          executor.onExit().join();
        });
  }

  @Test
  void render_driverKilledAndRunAgain_continuesFromCommittedSegments() throws Exception {
    try (S3Bucket bucket = bucket("driver")) {
      Process first = submit(bucket, "driver-1", server.port());
      awaitSegment(first, bucket, "driver-1");
      JavaProcess.stop(first);
      List<String> committed = Company.segments(bucket);
      assertThat(committed).isNotEmpty();
      try (FaultyProxy counting = new FaultyProxy(server.port(), Faults.NONE, SEED)) {
        Process second = submit(bucket, "driver-2", counting.port());

        assertThat(runs.await(second)).as(runs.log("driver-2")).isEqualTo(Runs.SOME_FAILED);
        assertThat(counting.requests())
            .as("segments that were committed are not rendered again")
            .doesNotContainAnyElementsOf(
                committed.stream().map(key -> "PUT /driver/" + key).toList());
      }
      Company.assertComplete(bucket);
      assertSame(bucket);
    }
  }

  @Test
  void render_storeFailsAndCutsConnections_endsAsIfNothingHadHappened() throws Exception {
    try (S3Bucket bucket = bucket("storm");
        FaultyProxy faulty = new FaultyProxy(server.port(), new Faults(0.1, 0.07), SEED)) {
      Process run = submit(bucket, "storm", faulty.port());

      assertThat(runs.await(run)).as(runs.log("storm")).isEqualTo(Runs.SOME_FAILED);
      assertThat(faulty.spoilt()).isGreaterThan(20);
      Company.assertComplete(bucket);
      assertSame(bucket);
    }
  }

  @Test
  void render_twoRunsAtOnce_leaveEachOutputOnce() throws Exception {
    try (S3Bucket bucket = bucket("twins")) {
      Process one = submit(bucket, "twin-1", server.port(), "spark.cores.max=1");
      Process two = submit(bucket, "twin-2", server.port(), "spark.cores.max=1");

      assertThat(List.of(runs.await(one), runs.await(two)))
          .as(runs.log("twin-1") + runs.log("twin-2"))
          .contains(Runs.SOME_FAILED)
          .allMatch(code -> code == Runs.SOME_FAILED || code == REFUSED);
      if (one.exitValue() == REFUSED || two.exitValue() == REFUSED) {
        assertThat(runs.log("twin-1") + runs.log("twin-2")).contains("another run is making it");
      }
      Company.assertComplete(bucket);
      assertSame(bucket);
    }
  }

  /** One executor is slowed down, so that its segments are tried elsewhere as well. */
  @Test
  void render_speculativeAttempt_endsAsIfNothingHadHappened() throws Exception {
    Path events = Files.createDirectories(folder.resolve("events"));
    disturb(
        "straggler",
        driver -> slowDown(driver, cluster.executors().get(0)),
        "spark.speculation=true",
        "spark.speculation.interval=100ms",
        "spark.speculation.multiplier=1.1",
        "spark.speculation.quantile=0.1",
        "spark.speculation.minTaskRuntime=100ms",
        "spark.speculation.efficiency.enabled=false",
        "spark.eventLog.enabled=true",
        "spark.eventLog.compress=false",
        "spark.eventLog.dir=" + events.toUri());

    assertThat(hasSpeculation(events)).as("a speculative attempt was made").isTrue();
  }

  /** Lets a process run for a small share of the time, until the driver has ended. */
  private static void slowDown(Process driver, ProcessHandle executor) throws Exception {
    while (!driver.waitFor(RUNNING_MILLIS, TimeUnit.MILLISECONDS) && executor.isAlive()) {
      signal("STOP", executor);
      driver.waitFor(STANDING_MILLIS, TimeUnit.MILLISECONDS);
      signal("CONT", executor);
    }
  }

  private static void disturb(String name, Disturbance disturbance, String... settings)
      throws Exception {
    try (S3Bucket bucket = bucket(name)) {
      Process run = submit(bucket, name, server.port(), settings);
      awaitSegment(run, bucket, name);
      disturbance.happen(run);

      assertThat(runs.await(run)).as(runs.log(name)).isEqualTo(Runs.SOME_FAILED);
      Company.assertComplete(bucket);
      assertSame(bucket);
    }
  }

  private static S3Bucket bucket(String name) throws IOException {
    S3Bucket bucket = new S3Bucket(name, server.settings());
    company.moveInto(bucket);
    return bucket;
  }

  /** Videos are compared as bytes; sidecars name inputs of their own buckets. */
  private static void assertSame(S3Bucket bucket) throws IOException {
    Map<String, byte[]> outputs = Company.outputs(bucket);
    assertThat(outputs.keySet()).isEqualTo(undisturbed.keySet());
    for (Map.Entry<String, byte[]> output : outputs.entrySet()) {
      if (output.getKey().endsWith(".mp4")) {
        assertThat(output.getValue())
            .as(output.getKey())
            .isEqualTo(undisturbed.get(output.getKey()));
      }
    }
  }

  private static Process submit(S3Bucket bucket, String name, int port, String... settings)
      throws IOException {
    Map<String, String> all = new HashMap<>(S3Server.settings(port));
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      all.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return runs.start(name, all, Runs.render(bucket, Company.MANIFEST));
  }

  private static void awaitSegment(Process run, S3Bucket bucket, String name) throws Exception {
    while (Company.segments(bucket).isEmpty()) {
      runs.awaitMoment(run, name, "a segment");
    }
  }

  private static boolean hasSpeculation(Path events) throws IOException {
    try (Stream<Path> files = Files.walk(events)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file).contains("\"Speculative\":true")) {
          return true;
        }
      }
      return false;
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertThat(kill.waitFor()).as("kill -%s", name).isIn(0, 1); // 1: it has ended meanwhile
  }
}
