package dev.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong requests of the batch commands: all mistakes at once, exit code 2, nothing written. */
class BatchOptionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"render", "plan"})
  void batch_withoutItems_saysWhatToGive(String command) {
    CommandRun run = CommandRun.of(command);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.mistakes())
        .containsExactly("Give the items: --manifest, or --sources, --drivings and --output.");
    assertThat(run.err()).contains("See: troupe %s --help".formatted(command));
  }

  @Test
  void batch_computeMistakes_areSaidTogether() {
    CommandRun run =
        CommandRun.of(
            "render",
            "--sources=*.png",
            "--drivings=*.mp4",
            "--output=out",
            "--device-memory=4g",
            "--reuse=-1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.mistakes())
        .contains(
            "Option --device-memory needs --device gpu.",
            "Option --reuse must not be negative, found -1.0.");
    assertThat(CommandRun.of("render", "--hwaccel=maybe").err())
        .contains("expected auto or none, found \"maybe\"");
    assertThat(CommandRun.of("render", "--device-memory=lots").err())
        .contains("expected a size as in 512m or 6g, found \"lots\"");
  }

  @Test
  void batch_rowNamesARemoteModel_isRefusedWhereForbidden() throws IOException {
    Path manifest =
        Files.writeString(
            folder.resolve("m.csv"),
            "source,driving,output,model\na.png,b.mp4,c.mp4,s3a://bucket/model\n");
    CommandRun run = CommandRun.of("plan", "--manifest=" + manifest, "--no-remote-models");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("s3a://bucket/model: --no-remote-models forbids rows that");
  }

  @Test
  void batch_severalMistakes_areSaidTogether() {
    CommandRun run =
        CommandRun.of(
            "render",
            "--manifest=m.csv",
            "--sources=*.png",
            "--max-failures=-1",
            "--transfer=absolute",
            "--adapt-scale",
            "--start=2",
            "--end=1",
            "--conf=driver.memory=1g",
            "--model=ghost",
            "--cores=0",
            "--price-per-hour=-2");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.mistakes())
        .satisfiesExactlyInAnyOrder(
            each -> assertThat(each).startsWith("Option --conf takes Spark settings"),
            each ->
                assertThat(each).isEqualTo("Option --sources cannot be combined with --manifest."),
            each ->
                assertThat(each).isEqualTo("Option --max-failures must not be negative, found -1."),
            each -> assertThat(each).isEqualTo("Option --adapt-scale needs --transfer relative."),
            each -> assertThat(each).isEqualTo("Option --end must be later than --start."),
            each -> assertThat(each).startsWith("Cannot find model \"ghost\""),
            each -> assertThat(each).isEqualTo("Option --cores must be at least 1, found 0."),
            each ->
                assertThat(each)
                    .isEqualTo("Option --price-per-hour must not be negative, found -2.0."));
  }

  @Test
  void batch_halfACrossProduct_namesWhatIsMissing() {
    assertThat(CommandRun.of("plan", "--drivings=*.mp4").mistakes())
        .containsExactly(
            "Option --sources is missing: give it, or a --manifest.",
            "Option --output is missing: give it, or a --manifest.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"render", "plan"})
  void batch_wrongManifest_isRefusedBeforeAnythingIsWritten(String command) throws IOException {
    Path manifest = folder.resolve("m.csv");
    Files.writeString(manifest, "source,driving,output\na.png,b.mp4,out/1.avi\na.png,,out/2.mp4\n");

    CommandRun run = CommandRun.of(command, "--manifest=" + manifest);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.mistakes())
        .containsExactly(
            "m.csv, line 2: output: it must end in .mp4, found \"out/1.avi\"",
            "m.csv, line 3: driving: it is missing");
    assertThat(Folders.all(folder)).containsExactly("m.csv");
  }

  @Test
  void render_outputsWithoutACommonFolder_asksForPlaces() throws IOException {
    Path manifest = folder.resolve("m.csv");
    Files.writeString(
        manifest, "source,driving,output\na.png,b.mp4,/one/1.mp4\na.png,b.mp4,/two/2.mp4\n");

    assertThat(CommandRun.of("render", "--manifest=" + manifest).mistakes())
        .containsExactly(
            "The outputs have no folder in common where the report could go: give --report.",
            "The outputs have no folder in common where the library could go: give --library.");
    assertThat(
            CommandRun.of("render", "--manifest=" + manifest, "--library=/one", "--report=/x/")
                .mistakes())
        .containsExactly("Cannot write /one/1.mp4: it lies in the library /one");
  }

  @Test
  void render_retryWithoutReport_isRefused() {
    assertThat(CommandRun.of("render", "--retry-failed").mistakes())
        .containsExactly("Option --retry-failed needs --report, or the items of the last run.");
    assertThat(
            CommandRun.of("render", "--retry-failed", "--report=" + folder.resolve("r")).mistakes())
        .containsExactly("Cannot retry what failed: there is no report " + folder.resolve("r"));
  }

  @Test
  void render_retryOfARunWithoutFailures_hasNothingToDo() throws IOException {
    Path report = Files.createDirectory(folder.resolve("r"));

    CommandRun run = CommandRun.of("render", "--retry-failed", "--report=" + report);

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Nothing to do");
  }

  @Test
  void clean_withoutFolders_isRefused() {
    assertThat(CommandRun.of("clean").mistakes())
        .containsExactly("Give the folders to clean, a --manifest or a --library.");
    assertThat(CommandRun.of("clean", "--library=x").mistakes())
        .containsExactly("Options --library and --older-than need each other.");
  }

  @Test
  void clean_libraryAndOutputs_removesWorkAndOldEntries() throws IOException {
    Path old = write("library/motion/old.parquet");
    assertThat(old.toFile().setLastModified(0)).isTrue();
    write("library/appearance/new.bin");
    write("library/motion.txt");
    write("out/.troupe/key/series/000001.mp4");
    write("out/1.mp4");
    String[] command = {
      "clean",
      at("out"),
      "--library=" + at("library"),
      "--older-than=1",
      "--conf=spark.ui.enabled=false"
    };
    List<String> before = Folders.all(folder);

    CommandRun look = CommandRun.of(concat(command, "--dry-run"));
    assertThat(look.code()).isZero();
    assertThat(look.out()).contains("Would remove");
    assertThat(Folders.all(folder)).isEqualTo(before);

    assertThat(CommandRun.of(command).code()).isZero();
    assertThat(Folders.all(folder))
        .contains("library/appearance/new.bin", "library/motion.txt", "out/1.mp4")
        .doesNotContain("library/motion/old.parquet")
        .noneMatch(each -> each.contains(".troupe"));
  }

  private static String[] concat(String[] command, String option) {
    String[] all = java.util.Arrays.copyOf(command, command.length + 1);
    all[command.length] = option;
    return all;
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "content");
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"render", "plan", "clean", "animate"})
  void help_ofEachCommand_exits0(String command) {
    CommandRun run = CommandRun.of(command, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Usage: troupe " + command);
  }

  @Test
  void animate_itsOwnMistakes_areStillFound() {
    CommandRun run =
        CommandRun.of(
            "animate",
            "--source=" + Demo.character(),
            "--driving=" + Demo.driving(),
            "--output=out.avi",
            "--transfer=absolute",
            "--reference-frame=best",
            "--frame-rate=0");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.mistakes())
        .isEqualTo(
            List.of(
                "Invalid value for option '--frame-rate': must be above zero, found 0.",
                "Option --output must end in .mp4, found \"out.avi\".",
                "Option --reference-frame needs --transfer relative."));
  }
}
