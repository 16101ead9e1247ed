package dev.troupe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.process.FaultyProxy;
import dev.troupe.process.FaultyProxy.Faults;
import dev.troupe.process.S3Bucket;
import dev.troupe.process.S3Server;
import dev.troupe.process.SparkHome;
import dev.troupe.process.StandaloneCluster;
import dev.troupe.process.TroupeProcess;
import dev.troupe.process.TroupeProcess.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An animation from and to S3 on a standalone cluster, submitted with spark-submit. */
class AnimateOnS3IT {
  private static final String BUCKET = "troupe";
  private static final String SOURCE = "in/the character ü.png";
  private static final String DRIVING = "in/driving.mp4";
  private static final long SEED = 20260101;

  @TempDir static Path folder;

  private static S3Server server;
  private static StandaloneCluster cluster;
  private static S3Bucket bucket;
  private static Path local;

  @BeforeAll
  static void start() throws Exception {
    server = new S3Server(folder, BUCKET);
    cluster = new StandaloneCluster(folder.resolve("spark"));
    bucket = new S3Bucket(BUCKET, server.settings());
    bucket.put(resource("character-1.png"), SOURCE);
    bucket.put(resource("driving-1.mp4"), DRIVING);
    local = folder.resolve("local.mp4");
    Outcome outcome =
        new TroupeProcess(folder)
            .run(
                arguments(
                        resource("character-1.png").toString(),
                        resource("driving-1.mp4").toString(),
                        local.toString())
                    .toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  @AfterAll
  static void stop() throws IOException {
    bucket.close();
    cluster.close();
    server.close();
  }

  @Test
  void animate_fromAndToS3OnACluster_givesTheLocalBytesAndNothingElse() throws Exception {
    try (FaultyProxy counting = new FaultyProxy(server.port(), Faults.NONE, SEED)) {
      Outcome outcome = submit(counting.port(), "calm/out.mp4");

      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
      assertPublished("calm");
      assertRequests(counting.requests());
    }
  }

  @Test
  void animate_storeFailsAndCutsConnections_givesTheSame() throws Exception {
    try (FaultyProxy faulty = new FaultyProxy(server.port(), new Faults(0.15, 0.1), SEED)) {
      Outcome outcome = submit(faulty.port(), "stormy/out.mp4");

      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
      assertThat(faulty.spoilt()).isGreaterThan(10);
      assertPublished("stormy");
    }
  }

  /** The clip is fetched once for each time it is opened; outputs appear by one upload each. */
  private static void assertRequests(List<String> requests) {
    assertThat(requests).filteredOn(("GET /troupe/" + DRIVING)::equals).hasSizeLessThan(12);
    assertThat(requests).containsOnlyOnce("PUT /troupe/calm/out.mp4");
    assertThat(requests).containsOnlyOnce("PUT /troupe/calm/.out.mp4.troupe/result/000000.mp4");
    assertThat(requests)
        .as("the motion table is committed by completing uploads")
        .anyMatch(request -> request.startsWith("PUT ") && request.contains("/__magic_job-"));
  }

  private static void assertPublished(String prefix) throws IOException {
    assertThat(bucket.keys())
        .filteredOn(key -> key.startsWith(prefix))
        .containsExactly(prefix + "/out.mp4", prefix + "/out.mp4.json");
    assertThat(bucket.read(prefix + "/out.mp4")).isEqualTo(Files.readAllBytes(local));
    assertThat(new String(bucket.read(prefix + "/out.mp4.json"), StandardCharsets.UTF_8))
        .contains(bucket.uri(SOURCE));
  }

  private static Outcome submit(int port, String output) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("--profile", "standalone", "--master", cluster.url()));
    command.addAll(StandaloneCluster.limits());
    for (Map.Entry<String, String> setting : S3Server.settings(port).entrySet()) {
      command.add("--conf");
      command.add(setting.getKey() + "=" + setting.getValue());
    }
    command.add("--");
    command.addAll(arguments(bucket.uri(SOURCE), bucket.uri(DRIVING), bucket.uri(output)));
    return new TroupeProcess(folder).with(SparkHome.environment()).submit(command);
  }

  private static List<String> arguments(String source, String driving, String output) {
    return List.of(
        "animate", "--source", source, "--driving", driving, "--end", "1.4", "--output", output);
  }

  private static Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      try (InputStream in = AnimateOnS3IT.class.getResourceAsStream("/demo/" + name)) {
        Files.copy(Objects.requireNonNull(in), file);
      }
    }
    return file;
  }
}
