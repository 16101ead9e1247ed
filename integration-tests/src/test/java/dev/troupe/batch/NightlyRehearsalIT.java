package dev.troupe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.process.FaultyProxy;
import dev.troupe.process.FaultyProxy.Faults;
import dev.troupe.process.S3Bucket;
import dev.troupe.process.S3Server;
import dev.troupe.process.StandaloneCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nights of a studio, one after the other: two hundred items of which one in ten is broken in
 * its own way, from and to S3, on a standalone cluster under an account that has no home, where an
 * executor dies on the way.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NightlyRehearsalIT {
  private static final long LONGEST_MINUTES = 10;
  private static final long SEED = 20260702;
  private static final String BUCKET = "night";

  /** No one can make this folder, not even root. */
  private static final String NO_HOME = "/proc/nohome";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static S3Server server;
  private static StandaloneCluster cluster;
  private static Runs runs;
  private static Night night;
  private static S3Bucket bucket;

  @BeforeAll
  static void start() throws Exception {
    server = new S3Server(folder, BUCKET);
    cluster = new StandaloneCluster(folder.resolve("spark"), homeless());
    runs = new Runs(folder, cluster, StandaloneCluster.sizes(), homeless(), LONGEST_MINUTES);
    night = new Night(folder.resolve("files"));
    bucket = new S3Bucket(BUCKET, server.settings());
    night.moveInto(bucket);
  }

  @AfterAll
  static void stop() throws IOException {
    bucket.close();
    cluster.close();
    server.close();
  }

  @Test
  @Order(1)
  void firstNight_executorKilled_publishesEachGoodItemAsItIsDoneAndNamesEachBadOne()
      throws Exception {
    Process run = submit("first", server.port());
    int before = awaitOutput(run, "first");
    assertThat(before).as("items are published while others are rendered").isLessThan(Night.GOOD);
    ProcessHandle executor = cluster.executors().get(0);
    executor.destroyForcibly();
    executor.onExit().join();

    assertThat(runs.await(run)).as(runs.log("first")).isEqualTo(Runs.SOME_FAILED);
    assertThat(videos()).containsExactlyInAnyOrderElementsOf(night.outputs());
    assertNothingLeft();
    assertSentences(night.sentences());
    assertThat(runs.log("first")).doesNotContain("\tat ", "Exception in thread");
    night
        .sentences()
        .values()
        .forEach(sentence -> assertThat(sentence).as("each bad one is named").isNotBlank());
  }

  @Test
  @Order(2)
  void secondNight_rendersNothing() throws Exception {
    try (FaultyProxy counting = new FaultyProxy(server.port(), Faults.NONE, SEED)) {
      Process run = submit("second", counting.port());

      assertThat(runs.await(run)).as(runs.log("second")).isEqualTo(Runs.SOME_FAILED);
      assertThat(counting.requests())
          .noneMatch(request -> request.contains("/out/.troupe/"))
          .noneMatch(request -> request.matches("PUT /night/out/.*"))
          .noneMatch(request -> request.matches("PUT /night/library/(motion|appearance)/.*"));
    }
    assertThat(videos()).hasSize(Night.GOOD);
  }

  @Test
  @Order(3)
  void thirdNight_threeFilesMended_retryLeavesAWholeReport() throws Exception {
    night.mendThree(bucket);
    Process run = submit("third", server.port(), "--retry-failed");

    assertThat(runs.await(run)).as(runs.log("third")).isEqualTo(Runs.SOME_FAILED);
    assertThat(videos()).hasSize(Night.GOOD + 3);
    assertNothingLeft();
    Map<String, String> stillBad = new TreeMap<>(night.sentences());
    stillBad.remove(Night.output("half.png", "x"));
    stillBad.remove(Night.output("words.png", "x"));
    stillBad.remove(Night.output("x", "cut.mp4"));
    assertSentences(stillBad);
    String page = new String(bucket.read("report/report.html"), StandardCharsets.UTF_8);
    for (String video : videos()) {
      assertThat(page).contains(video.substring("out/".length()));
    }
    assertThat(page.split("data:image/jpeg", -1).length - 1)
        .as("previews of all finished videos")
        .isGreaterThanOrEqualTo(Night.GOOD + 3);
  }

  private static void assertSentences(Map<String, String> expected) throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    String failed = new String(bucket.read("report/failed.jsonl"), StandardCharsets.UTF_8);
    for (String line : failed.strip().lines().toList()) {
      JsonNode item = JSON.readTree(line);
      String output = item.get("output").asText();
      reasons.put(output.substring(output.indexOf("out/")), item.get("reason").asText());
    }
    assertThat(reasons.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach((output, sentence) -> assertThat(reasons.get(output)).matches(sentence));
  }

  private static void assertNothingLeft() throws IOException {
    assertThat(bucket.keys())
        .noneMatch(key -> key.startsWith("out/.troupe/"))
        .noneMatch(key -> key.matches(Runs.UNFINISHED));
  }

  private static List<String> videos() throws IOException {
    return bucket.keys().stream()
        .filter(key -> key.startsWith("out/") && !key.startsWith("out/.troupe/"))
        .filter(key -> key.endsWith(".mp4"))
        .toList();
  }

  /** Waits until an output is there, and says how many are. */
  private static int awaitOutput(Process run, String name) throws Exception {
    while (videos().isEmpty()) {
      runs.awaitMoment(run, name, "an output");
    }
    return videos().size();
  }

  private static Process submit(String name, int port, String... more) throws IOException {
    List<String> command = new ArrayList<>(Runs.render(bucket, "night.csv"));
    command.addAll(List.of(more));
    return runs.start(name, S3Server.settings(port), command);
  }

  private static Map<String, String> homeless() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", NO_HOME);
    environment.put("JAVA_TOOL_OPTIONS", "-Duser.home=" + NO_HOME);
    return environment;
  }
}
