package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.torchscript.Checkpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is really killed. */
class KilledRunTest {
  private static final long STEPS = 12;
  private static final String STEP = "step ";

  @TempDir Path folder;

  /** The process: trains in a folder that has its data, and prints each step. */
  static final class Run {
    private Run() {}

    public static void main(String[] arguments) throws IOException {
      TinyTraining tiny = new TinyTraining(Path.of(arguments[0]));
      boolean resume = Boolean.parseBoolean(arguments[1]);
      Training.run(often(tiny.request(tiny.output("killed"), resume, STEPS)), new Printed());
    }
  }

  private static final class Printed implements TrainingProgress {
    @Override
    public void say(String line) {}

    @Override
    public void step(long step, long steps, Map<String, Float> losses) {
      System.out.println(STEP + step);
    }
  }

  /** A checkpoint every step, so that a kill is likely to come while one is written. */
  private static TrainRequest often(TrainRequest request) {
    return new TrainRequest(
        request.config(),
        request.data(),
        request.output(),
        request.start(),
        request.compute(),
        new TrainRequest.Length(request.length().steps(), request.length().epochs(), 1),
        request.createdBy());
  }

  /** Runs until a step is made, and kills it, whatever it is doing then. */
  private void runUntil(long step, boolean resume) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true", "-Djava.awt.headless=true"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Run.class.getName()));
    command.addAll(List.of(folder.toString(), Boolean.toString(resume)));
    Path errors = folder.resolve("errors.txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try (BufferedReader out =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null && !line.equals(STEP + step)) {
        line = out.readLine();
      }
      assertThat(line).as(Files.readString(errors)).isNotNull();
      process.destroyForcibly(); // SIGKILL: nothing in it can clean up
    }
    assertThat(process.waitFor()).as("as a signal ends it").isEqualTo(128 + 9);
  }

  @Test
  void run_processKilledTwiceAndResumed_endsAsOneThatWasNot() throws Exception {
    TinyTraining tiny = new TinyTraining(folder);
    Path output = tiny.output("killed");

    runUntil(4, false);
    assertWhole(output.resolve("checkpoint.pth.tar"));
    runUntil(8, true);
    assertWhole(output.resolve("checkpoint.pth.tar"));
    Training.run(often(tiny.request(output, true, STEPS)), new TinyTraining.Recorder(-1));

    Path whole = tiny.output("whole");
    Training.run(often(tiny.request(whole, false, STEPS)), new TinyTraining.Recorder(-1));
    for (String file : List.of("losses.csv", "test-losses.csv")) {
      assertThat(output.resolve(file)).hasSameTextualContentAs(whole.resolve(file));
    }
    assertThat(output.resolve("checkpoint.pth.tar"))
        .hasSameBinaryContentAs(whole.resolve("checkpoint.pth.tar"));
    try (var files = Files.list(output);
        var expected = Files.list(whole)) {
      assertThat(files.map(Path::getFileName))
          .containsExactlyInAnyOrderElementsOf(expected.map(Path::getFileName).toList());
    }
  }

  private static void assertWhole(Path file) {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.tensors("generator").values())
          .allMatch(tensor -> tensor.floats().length > 0);
    }
  }
}
