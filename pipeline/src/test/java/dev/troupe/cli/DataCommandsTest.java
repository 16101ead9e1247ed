package dev.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What synthesize, evaluate and dataset say of wrong options: everything at once. */
class DataCommandsTest {
  @TempDir Path folder;

  @Test
  void synthesize_wrongNumbers_areAllNamed() throws IOException {
    List<String> mistakes =
        refused(
            "synthesize",
            "--output",
            place("set"),
            "--identities",
            "0",
            "--performances",
            "20000",
            "--frames",
            "1",
            "--duration",
            "2",
            "--pairs",
            "-1",
            "--quality",
            "52",
            "--validation",
            "0.8",
            "--test",
            "0.5");

    assertThat(mistakes)
        .containsExactly(
            "Options --frames and --duration say the same; give one.",
            "Option --identities must be between 1 and 1000000, found 0.",
            "Option --performances must be between 1 and 10000, found 20000.",
            "Option --frames must be at least 2, found 1.",
            "Option --pairs must be between 0 and 100000, found -1.",
            "Option --quality must be between 1 and 51, found 52.",
            "Options --validation and --test must be 0 to 1 and together at most 1, found 0.8 and"
                + " 0.5.");
  }

  @Test
  void synthesize_wordsThatAreNone_areAllNamed() throws IOException {
    assertThat(
            refused(
                "synthesize",
                "--identities",
                "many",
                "--size",
                "big",
                "--format",
                "avi",
                "--conf",
                "memory=2g"))
        .hasSize(5)
        .anyMatch(mistake -> mistake.contains("--output"))
        .anyMatch(mistake -> mistake.contains("--identities") && mistake.contains("many"))
        .anyMatch(mistake -> mistake.contains("--size") && mistake.contains("big"))
        .anyMatch(mistake -> mistake.contains("--format") && mistake.contains("avi"))
        .anyMatch(mistake -> mistake.contains("--conf") && mistake.contains("spark."))
        .noneMatch(mistake -> mistake.contains("2g")); // what follows --conf may be a secret
  }

  @Test
  void synthesize_folderOfOthers_isRefusedAndLeftAlone() throws IOException {
    Files.writeString(folder.resolve("notes"), "mine");

    assertThat(refused("synthesize", "--output", folder.toString()))
        .singleElement()
        .asString()
        .contains("Cannot write to");
  }

  @Test
  void evaluate_wrongOptionsAndFiles_areAllNamed() throws IOException {
    List<String> mistakes =
        refused(
            "evaluate",
            "--data",
            place("no-data"),
            "--model",
            place("no-model"),
            "--model",
            "a b=puppet-128",
            "--landmark-model",
            place("no-network.pt"),
            "--pairs",
            "pairs.csv",
            "--adapt-scale",
            "--every",
            "0",
            "--most-frames",
            "-3",
            "--output",
            place("report"));

    assertThat(mistakes)
        .hasSize(8)
        .contains(
            "Option --pairs needs --mode animation.",
            "Option --adapt-scale needs --mode animation.",
            "Option --every must be at least 1, found 0.",
            "Option --most-frames must be at least 0, found -3.")
        .anyMatch(mistake -> mistake.contains("no-data") && mistake.contains("no such folder"))
        .anyMatch(mistake -> mistake.contains("no-model"))
        .anyMatch(mistake -> mistake.contains("a b"))
        .anyMatch(mistake -> mistake.contains("no-network.pt"));
  }

  @Test
  void evaluate_nothingToCompare_saysWhatToGive() throws IOException {
    Files.createDirectories(folder.resolve("data/test/clip"));

    assertThat(
            refused(
                "evaluate",
                "--data",
                place("data"),
                "--baseline",
                "none",
                "--output",
                place("report")))
        .containsExactly("Give a --model, or --baseline copy.");
  }

  @Test
  void dataset_wrongOptionsAndFiles_areAllNamed() throws IOException {
    List<String> mistakes =
        refused(
            "dataset",
            "--data",
            place("no-data"),
            "--model",
            place("no-model"),
            "--every",
            "0",
            "--clips-per-shard",
            "0",
            "--test",
            "2",
            "--output",
            place("set"));

    assertThat(mistakes)
        .hasSize(5)
        .contains(
            "Option --every must be at least 1, found 0.",
            "Option --clips-per-shard must be between 1 and 100000, found 0.",
            "Options --validation and --test must be 0 to 1 and together at most 1, found 0.1 and"
                + " 2.0.")
        .anyMatch(mistake -> mistake.contains("no-model"))
        .anyMatch(mistake -> mistake.contains("no-data"));
  }

  @Test
  void dataset_noOrTwoInputsOrABrokenManifest_isSaid() throws IOException {
    Path manifest = Files.writeString(folder.resolve("manifest.json"), "{\"clips\": 3}");

    assertThat(refused("dataset", "--output", place("set")))
        .containsExactly("Give either --data or --manifest.");
    assertThat(refused("dataset", "--output", place("set"), "--data", "a", "--manifest", "b"))
        .containsExactly("Give either --data or --manifest.");
    assertThat(refused("dataset", "--output", place("set"), "--manifest", manifest.toString()))
        .singleElement()
        .asString()
        .contains("expected the manifest of a data set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"synthesize", "evaluate", "dataset"})
  void unknownOption_isNamedWithTheOthers(String command) throws IOException {
    assertThat(refused(command, "--colour", "red"))
        .anyMatch(mistake -> mistake.contains("--colour"))
        .anyMatch(mistake -> mistake.contains("--output"));
  }

  /** The mistakes of a command that must not run, leave anything or show a stack trace. */
  private List<String> refused(String... arguments) throws IOException {
    List<String> before = Folders.all(folder);
    CommandRun run = CommandRun.of(arguments);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("\tat ", "Exception").contains("--help");
    assertThat(run.out()).isEmpty();
    assertThat(Folders.all(folder)).isEqualTo(before);
    return run.mistakes();
  }

  private String place(String name) {
    return folder.resolve(name).toString();
  }
}
