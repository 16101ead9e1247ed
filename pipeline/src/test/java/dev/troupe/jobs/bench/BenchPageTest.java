package dev.troupe.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchPageTest {
  private static final BenchResult.Reference REFERENCE =
      new BenchResult.Reference(
          "a network", 2, 2, 110, Map.of("float32", 1e-6), Map.of("float32", 120.0));
  private static final List<BenchResult.Job> JOBS =
      List.of(
          new BenchResult.Job(6, "float32", 2, false, 96, 24, 4, 0.93, 2000, 0.01),
          new BenchResult.Job(6, "float32", 2, true, 96, 24, 4, 0.93, 2000, 0.01),
          new BenchResult.Job(6, "float32", 1, true, 96, 46, 2.1, 0.94, 1500, 0.02));

  @TempDir Path folder;

  @Test
  void write_result_isReadAndShown() throws IOException {
    BenchResult result =
        new BenchResult(
            new BenchResult.Machine(
                "<a processor>", 2, 8_000_000_000L, "Linux", "PyTorch", Map.of("float32", 100.0)),
            REFERENCE,
            List.of(new BenchResult.Stage("keypoint detector", "float32", 4, 20, 90, 0.9)),
            List.of(new BenchResult.Training("float32", 0.25, 8, 1.3)),
            JOBS,
            List.of(new BenchResult.Memory(250, 800)),
            ScaleSimulation.run(2, 0.005, 10),
            List.of("Cannot measure <this>"),
            Ratios.of(REFERENCE, JOBS, 2));

    String page = Files.readString(BenchPage.write(result, folder.resolve("made")));

    assertThat(page).contains("<svg", "&lt;a processor&gt;", "6 x float32, 2 cores", "1.30");
    assertThat(new ObjectMapper().readTree(folder.resolve("made/bench.json").toFile()).path("jobs"))
        .hasSize(3);
  }

  @Test
  void ratios_jobs_standBesideTheLoopAndEachOther() {
    Map<String, Double> ratios = Ratios.of(REFERENCE, JOBS, 2);
    assertThat(ratios.get("6 characters, float32, beside the reference loop")).isEqualTo(2);
    assertThat(ratios.get("2 executors beside one")).isCloseTo(4 / 2.1, within(1e-9));
  }
}
