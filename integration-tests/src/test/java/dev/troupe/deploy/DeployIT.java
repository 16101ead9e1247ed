package dev.troupe.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** deploy: scripts that run, manifests that parse, names that exist. */
class DeployIT {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern INSTALLED = Pattern.compile("/opt/troupe/([\\w./-]*\\w)");

  @TempDir Path folder;

  static List<Path> scripts() throws IOException {
    return Checkout.files("deploy", ".sh");
  }

  static List<Path> texts() throws IOException {
    return Stream.concat(
            Checkout.files("deploy", ".sh", ".yaml", ".json", "Dockerfile").stream(),
            Checkout.files("conf/spark", ".conf").stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void script_syntax_isRight(Path script) throws Exception {
    assertThat(Files.isExecutable(script)).isTrue();
    assertThat(run(Map.of(), "bash", "-n", script.toString()).code()).isZero();
  }

  @Test
  void manifests_all_parse() throws IOException {
    for (Path file : Checkout.files("deploy", ".yaml")) {
      assertThat(documents(file)).as(file.toString()).isNotEmpty().allMatch(JsonNode::isObject);
    }
    for (Path file : Checkout.files("deploy", ".json")) {
      assertThat(JSON.readTree(file.toFile()).isEmpty()).as(file.toString()).isFalse();
    }
  }

  /** Images and nodes hold the checkout's files under /opt/troupe. */
  @ParameterizedTest
  @MethodSource("texts")
  void names_ofInstalledFiles_areTheCheckouts(Path file) throws IOException {
    INSTALLED
        .matcher(Files.readString(file))
        .results()
        .map(found -> Checkout.ROOT.resolve(found.group(1)))
        .filter(path -> !path.startsWith(Checkout.ROOT.resolve("pipeline/target")))
        .forEach(path -> assertThat(path).exists());
  }

  @Test
  void dockerfile_copiedFiles_exist() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String line : Files.readAllLines(Checkout.ROOT.resolve("deploy/docker/Dockerfile"))) {
      if (line.startsWith("COPY ")) {
        String[] words = line.split(" ");
        sources.addAll(List.of(words).subList(1, words.length - 1));
      }
    }
    assertThat(sources)
        .hasSize(4)
        .allSatisfy(name -> assertThat(Checkout.ROOT.resolve(name)).exists());
  }

  @Test
  void sparkApplication_settings_areThoseOfTheProfiles() throws Exception {
    Map<String, String> profiles = new TreeMap<>(Checkout.profile("common"));
    profiles.putAll(Checkout.profile("kubernetes"));
    KnownSettings known = new KnownSettings();
    JsonNode spec =
        documents(Checkout.ROOT.resolve("deploy/kubernetes/spark-application.yaml"))
            .get(0)
            .get("spec");

    spec.get("sparkConf")
        .properties()
        .forEach(
            setting -> {
              String value = setting.getValue().asText();
              assertThat(known.fault(setting.getKey(), value)).isEmpty();
              assertThat(profiles).containsEntry(setting.getKey(), value);
            });
    assertThat(spec.at("/executor/memoryOverhead").asText())
        .isEqualTo(profiles.get("spark.executor.memoryOverhead"));
    assertThat(spec.at("/driver/javaOptions").asText().split(" "))
        .containsExactlyElementsOf(
            Files.readAllLines(Checkout.ROOT.resolve("conf/jvm.options")).stream()
                .filter(line -> line.startsWith("-D"))
                .toList());
  }

  @Test
  void iamPolicy_grants_nameActionsAndBuckets() throws IOException {
    JsonNode policy = JSON.readTree(Checkout.ROOT.resolve("deploy/iam-policy.json").toFile());
    for (JsonNode statement : policy.get("Statement")) {
      assertThat(texts(statement.get("Action")))
          .isNotEmpty()
          .allMatch(action -> action.matches("s3:[A-Za-z]+"));
      assertThat(texts(statement.get("Resource")))
          .isNotEmpty()
          .allMatch(resource -> resource.matches("arn:aws:s3:::[a-z][a-z0-9-]+(/[a-z/]*\\*)?"));
    }
    assertThat(policy.toString()).contains("\"s3:AbortMultipartUpload\"");
  }

  @Test
  void emrStep_command_isSubmitWithAProfileThatExists() throws IOException {
    List<String> arguments =
        texts(JSON.readTree(Checkout.ROOT.resolve("deploy/emr/step.json").toFile()).at("/0/Args"));

    assertThat(arguments).startsWith("/opt/troupe/deploy/submit.sh", "--profile", "emr", "--");
    assertThat(Checkout.profile("emr")).isNotEmpty();
  }

  @Test
  void getGpus_machineWithTwo_printsWhatSparkReads() throws Exception {
    program("nvidia-smi", "printf '0\\n1\\n'");
    Outcome outcome = run(path(), Checkout.ROOT.resolve("deploy/get-gpus.sh").toString());

    ResourceInformation gpus = ResourceInformation.parseJson(outcome.output());
    assertThat(gpus.name()).isEqualTo("gpu");
    assertThat(gpus.addresses()).containsExactly("0", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 9", "true", "echo 'No devices were found'"})
  void getGpus_machineWithout_fails(String answer) throws Exception {
    program("nvidia-smi", answer);

    assertThat(run(path(), Checkout.ROOT.resolve("deploy/get-gpus.sh").toString()).code())
        .isNotZero();
  }

  @Test
  void gpuCheck_machineWithout_saysSoInASentence() throws Exception {
    program("nvidia-smi", "echo 'No devices were found'; exit 6");
    Outcome outcome = run(path(), Checkout.ROOT.resolve("deploy/gpu-check.sh").toString());

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.output()).startsWith("gpu-check.sh: Cannot check a GPU: ").hasLineCount(1);
  }

  @Test
  void gpuCheck_dryRun_showsEveryStep() throws Exception {
    program("nvidia-smi", "echo 'NVIDIA H100, 550.54, 81559 MiB'");
    Outcome outcome =
        run(path(), Checkout.ROOT.resolve("deploy/gpu-check.sh").toString(), "--dry-run");

    assertThat(outcome.code()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("-Pcuda,rapids", "-Dgroups=gpu", "--device gpu", "bench");
  }

  /** What the image takes must reach Docker, and nothing of a checkout's gigabytes. */
  @Test
  void dockerignore_letsInWhatTheImageTakes() throws IOException {
    List<String> ignore = Files.readAllLines(Checkout.ROOT.resolve(".dockerignore"));
    assertThat(ignore).contains("*");
    for (String line : Files.readAllLines(Checkout.ROOT.resolve("deploy/docker/Dockerfile"))) {
      if (line.startsWith("COPY ")) {
        String[] words = line.split(" ", -1);
        for (String source : List.of(words).subList(1, words.length - 1)) {
          assertThat(ignore).anyMatch(let -> source.matches(pattern(let)));
        }
      }
    }
  }

  private static String pattern(String line) {
    return line.startsWith("!") ? line.substring(1).replace(".", "\\.").replace("*", ".*") : "\\b";
  }

  @Test
  void submit_profiles_becomeOptionsBeforeTheUsersOwn() throws Exception {
    Outcome outcome =
        submit(
            "--profile",
            "standalone,gpu",
            "--master",
            "spark://h:1",
            "--",
            "animate",
            "--end",
            "2");

    assertThat(outcome.code()).as(outcome.output()).isZero();
    assertThat(outcome.output().lines())
        .containsSubsequence(
            "spark.driver.memory=2g",
            "spark.executorEnv.MALLOC_ARENA_MAX=2",
            "spark.task.maxFailures=8",
            "spark.executorEnv.TROUPE_CACHE=/tmp/troupe-cache",
            "spark.executor.resource.gpu.amount=1",
            "--master",
            "spark://h:1")
        .endsWith("the.jar", "animate", "--end", "2")
        .anyMatch(
            line ->
                line.contains("-Dai.djl.pytorch.num_threads=1")
                    && line.contains("-XX:+UseSerialGC")
                    && line.contains("-Dlog4j2.configurationFile="));
  }

  @Test
  void submit_mistakes_areSaidInASentence() throws Exception {
    assertThat(submit("--profile", "cloud", "--", "animate"))
        .matches(outcome -> outcome.code() == 3)
        .extracting(Outcome::output)
        .asString()
        .startsWith("submit.sh: Cannot use the profile cloud: there is no ");
    assertThat(submit("--master", "yarn").output())
        .startsWith("submit.sh: Cannot start: no command; expected ");
  }

  private Outcome submit(String... arguments) throws Exception {
    program("spark-submit", "printf '%s\\n' \"$@\"");
    Map<String, String> environment = new TreeMap<>(path());
    environment.put("SPARK_HOME", "");
    environment.put("TROUPE_JAR", Files.writeString(folder.resolve("the.jar"), "").toString());
    List<String> command = new ArrayList<>();
    command.add(Checkout.ROOT.resolve("deploy/submit.sh").toString());
    command.addAll(List.of(arguments));
    Outcome outcome = run(environment, command.toArray(String[]::new));
    return new Outcome(outcome.code(), outcome.output().replace(folder + "/the.jar", "the.jar"));
  }

  /** What a finished program left. */
  private record Outcome(int code, String output) {}

  private Outcome run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  private Map<String, String> path() {
    return Map.of("PATH", folder + ":" + System.getenv("PATH"));
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/usr/bin/env bash\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      return documents.readAll();
    }
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
