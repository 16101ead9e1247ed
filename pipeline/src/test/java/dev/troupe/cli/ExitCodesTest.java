package dev.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.TestClips;
import dev.troupe.fixtures.TroubleFileSystem;
import dev.troupe.media.FrameSize;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever breaks, a sentence and the exit code that tells a nightly job to try again. */
class ExitCodesTest {
  private static final int BROKEN = CommandLines.BROKEN_INFRASTRUCTURE;

  @TempDir Path folder;

  private Path picture;
  private Path clip;

  @BeforeEach
  void writeInputs() throws IOException {
    picture = folder.resolve("a.png");
    TestClips.writePng(picture, TestClips.picture(new FrameSize(64, 64), 0));
    clip = folder.resolve("b.mp4");
    TestClips.writeWithSound(clip, TestClips.steady(2, 2), new FrameSize(64, 64));
  }

  @Test
  void plan_storeThatLosesTheConnection_isInfrastructure() throws IOException {
    CommandRun run = plan(TroubleFileSystem.copy(picture, folder.resolve("in"), "reset"));

    assertThat(run.code()).as(run.err()).isEqualTo(BROKEN);
    assertThat(run.mistakes()).singleElement().asString();
    assertThat(run.err())
        .contains("Cannot read ", "reset-a.png: Connection reset by peer")
        .doesNotContain("\tat ");
  }

  @Test
  void plan_methodThatIsMissing_isASentence() throws IOException {
    CommandRun run = plan(TroubleFileSystem.copy(picture, folder.resolve("in"), "linkage"));

    assertThat(run.code()).as(run.err()).isEqualTo(BROKEN);
    assertThat(run.err())
        .contains("troupe: Cannot go on: ", "NoSuchMethodError", "lost()")
        .doesNotContain("\tat ");
  }

  @Test
  void render_taskThatRunsOutOfMemory_isASentence() throws Exception {
    String hungry = TroubleFileSystem.copy(picture, folder.resolve("in"), "memory");

    Outcome outcome = process(List.of(), List.of(), batch("render", hungry));

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(BROKEN);
    assertThat(outcome.err())
        .contains("troupe: Cannot go on: out of memory")
        .doesNotContain("\tat ");
  }

  @Test
  void render_folderForTemporaryFilesThatIsNone_isASentence() throws Exception {
    Outcome outcome =
        process(
            List.of(), List.of("-Djava.io.tmpdir=" + picture), batch("render", picture.toString()));

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(BROKEN);
    assertThat(outcome.err()).contains("troupe: Cannot use ", "a.png").doesNotContain("\tat ");
  }

  @Test
  void render_fewOpenFiles_isASentence() throws Exception {
    List<String> limited = List.of("bash", "-c", "ulimit -n 40; exec \"$@\"", "limited");

    Outcome outcome = process(limited, List.of(), batch("render", picture.toString()));

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(BROKEN);
    assertThat(outcome.err()).contains("too many open files").doesNotContain("\tat ");
  }

  @Test
  void help_deviceThatIsFull_isNoSuccess() throws Exception {
    List<String> full = List.of("bash", "-c", "exec \"$@\" > /dev/full", "full");

    Outcome outcome = process(full, List.of(), List.of("plan", "--help"));

    assertThat(outcome.code()).isEqualTo(BROKEN);
    assertThat(outcome.err()).contains("Cannot print to standard output");
  }

  @Test
  void caller_exitOfThisProgramUnderSparkSubmit_isThisProgram() {
    String[] own = {"dev.troupe.cli.Main", "org.apache.spark.deploy.SparkSubmit"};
    String[] spark = {"org.apache.spark.storage.DiskBlockManager", "dev.troupe.jobs.Sessions"};
    String[] signal = {"java.lang.Terminator$1", "jdk.internal.misc.Signal$1"};

    assertThat(ForcedExit.caller(exit(own))).contains(own[0]);
    assertThat(ForcedExit.caller(exit(spark))).contains(spark[0]);
    assertThat(ForcedExit.caller(exit(signal))).contains(signal[1]);
    assertThat(ForcedExit.caller(new Throwable().getStackTrace())).isEmpty();
  }

  private static StackTraceElement[] exit(String... callers) {
    List<String> names = new ArrayList<>(List.of("java.lang.Object", "java.lang.Thread"));
    names.addAll(List.of("java.lang.Shutdown", "java.lang.Runtime", "java.lang.System"));
    names.addAll(List.of(callers));
    return names.stream()
        .map(name -> new StackTraceElement(name, "exit", null, 1))
        .toArray(StackTraceElement[]::new);
  }

  private CommandRun plan(String source) {
    return CommandRun.of(batch("plan", source).toArray(String[]::new));
  }

  private List<String> batch(String command, String source) {
    List<String> arguments = new ArrayList<>(List.of(command, "--master", "local[1]"));
    TroubleFileSystem.SETTINGS.forEach(
        (key, value) -> arguments.addAll(List.of("--conf", key + "=" + value)));
    arguments.addAll(List.of("--sources", source, "--drivings", clip.toString()));
    arguments.addAll(List.of("--output", folder.resolve("out/x.mp4").toString()));
    return arguments;
  }

  private record Outcome(int code, String err) {}

  /** A process of its own, its standard error kept. */
  private Outcome process(List<String> through, List<String> flags, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(through);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("@../conf/jvm.options");
    command.add("-Dlog4j2.configurationFile=../conf/log4j2.properties");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    File err = folder.resolve("err.txt").toFile();
    Process process =
        new ProcessBuilder(command)
            .redirectError(err)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(err.toPath()));
  }
}
