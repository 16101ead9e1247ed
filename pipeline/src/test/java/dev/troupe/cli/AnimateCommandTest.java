package dev.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.Folders;
import dev.troupe.fixtures.TestClips;
import dev.troupe.media.FrameSize;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnimateCommandTest {
  @TempDir Path folder;

  @Test
  void animate_severalMistakes_areAllReportedBeforeAnythingIsWritten() throws IOException {
    Terminal terminal =
        Terminal.run(
            "animate",
            "--driving",
            "clip.mp4",
            "--output",
            folder.resolve("out.avi").toString(),
            "--fit",
            "squeeze",
            "--resize",
            "wide",
            "--start",
            "3",
            "--end",
            "2",
            "--transfer",
            "absolute",
            "--adapt-scale",
            "--model",
            "nobody",
            "--colour");

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err())
        .contains("--source")
        .contains("--fit")
        .contains("crop or pad or stretch, found \"squeeze\"")
        .contains("--resize")
        .contains("Option --end must be later than --start.")
        .contains("Option --adapt-scale needs --transfer relative.")
        .contains("Option --output must end in .mp4")
        .contains("nobody")
        .contains("--colour")
        .contains("See: troupe animate --help")
        .doesNotContain("\tat ");
    assertThat(Folders.all(folder)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--reference-frame,last,a frame's number from 0",
    "--background,red,six hexadecimal digits",
    "--start,-1,must not be negative",
    "--frame-rate,0,must be above zero",
    "--conf,memory,must be KEY=VALUE",
    "--conf,executor.memory=1g,begin with \"spark.\"",
    "--audio,loud,copy or none",
    "--device,gpu,needs a build with CUDA",
    "--master,cluster,must be local[N]",
    "--master,local[0],must be local[N]",
    "--master,spark://host,must be local[N]",
  })
  void animate_impossibleValue_saysWhatIsExpected(String option, String value, String expected) {
    Terminal terminal = animate("out.mp4", option, value);

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err()).contains(option, expected);
  }

  @Test
  void animate_unusableInputs_areBothNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");

    Terminal terminal =
        Terminal.run(
            "animate",
            "--source",
            text.toString(),
            "--driving",
            folder.resolve("none.mp4").toString(),
            "--output",
            folder.resolve("out.mp4").toString());

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err()).contains("text.png", "none.mp4: there is no such file");
    assertThat(Folders.all(folder)).containsExactly("text.png");
  }

  @Test
  void animate_existingOutput_isRefused() throws IOException {
    Path output = Files.writeString(folder.resolve("out.mp4"), "mine");

    Terminal terminal = animate("out.mp4", "--end", "0.1");

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err()).contains("it exists already; give --overwrite to replace it");
    assertThat(output).hasContent("mine");
  }

  /** Executors run in folders of their own. */
  @Test
  void animate_relativeNames_areThoseOfTheFolderItRunsIn() {
    Path here = Path.of("").toAbsolutePath();
    Terminal terminal =
        Terminal.run(
            "animate",
            "--source",
            "no/../none.png",
            "--driving",
            "none.mp4",
            "--output",
            here.relativize(folder.resolve("out.mp4").toAbsolutePath()).toString());

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err())
        .contains(here.resolve("none.png") + ":", here.resolve("none.mp4") + ":");
  }

  @Test
  void animate_masterThatNobodyIs_isOneSentence() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    String master = "spark://127.0.0.1:" + closed;

    Terminal terminal = animate("out.mp4", "--end", "0.1", "--master", master);

    assertThat(terminal.exitCode()).isEqualTo(3);
    assertThat(terminal.err())
        .startsWith("troupe: Cannot reach the master " + master)
        .contains("127.0.0.1:%d: Connection refused".formatted(closed))
        .doesNotContain("Exception");
  }

  @Test
  void animate_clip_endsWithOneLineThatSaysWhereTheResultIs() throws IOException {
    Path clip =
        TestClips.writeWithSound(
            folder.resolve("clip.mp4"), TestClips.steady(6, 6), new FrameSize(64, 64));

    Terminal terminal =
        Terminal.run(
            "animate",
            "--source",
            Demo.character().toString(),
            "--driving",
            clip.toString(),
            "--output",
            folder.resolve("deep/out.mp4").toString(),
            "--resize",
            "96x64",
            "--master",
            "local[1]");

    assertThat(terminal.exitCode()).as(terminal.err()).isZero();
    assertThat(terminal.out().strip().lines().reduce((first, last) -> last).orElse(""))
        .startsWith("Wrote " + folder.resolve("deep/out.mp4") + " (6 frames, 0.24 s");
    assertThat(Folders.all(folder))
        .containsExactly("clip.mp4", "deep/", "deep/out.mp4", "deep/out.mp4.json");
  }

  @Test
  void help_everyCommand_isExplained() {
    Terminal terminal = Terminal.run("--help");

    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.out()).contains("animate", "demo", "import", "models");
    assertThat(Terminal.run("animate", "--help").out()).contains("--transfer", "--adapt-scale");
  }

  @Test
  void noCommand_isAMistakeThatShowsTheHelp() {
    Terminal terminal = Terminal.run();

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.out()).contains("Usage: troupe");
  }

  private Terminal animate(String output, String... more) {
    String[] arguments = new String[7 + more.length];
    arguments[0] = "animate";
    arguments[1] = "--source";
    arguments[2] = Demo.character().toString();
    arguments[3] = "--driving";
    arguments[4] = Demo.driving().toString();
    arguments[5] = "--output";
    arguments[6] = folder.resolve(output).toString();
    System.arraycopy(more, 0, arguments, 7, more.length);
    return Terminal.run(arguments);
  }
}
