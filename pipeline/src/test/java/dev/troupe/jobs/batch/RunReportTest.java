package dev.troupe.jobs.batch;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import dev.troupe.fixtures.Browser;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.inference.Compute;
import dev.troupe.jobs.Progress;
import dev.troupe.jobs.manifest.ItemOptions;
import dev.troupe.jobs.plan.Price;
import dev.troupe.jobs.report.Amounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a real batch whose videos have names that repeat and every kind of output. */
class RunReportTest {
  private static final Price PRICE = new Price(3600, OptionalInt.empty());

  @TempDir private static Path folder;
  private static Path page;
  private static JsonNode run;

  @BeforeAll
  static void render() throws IOException {
    BatchMaker batch = new BatchMaker(folder);
    Path clip = batch.clip("wave hello.mp4", 18);
    batch.item(batch.character(1), clip, "one #1/wave: hello.mp4", RunReportTest::extras);
    batch.item(batch.character(2), clip, "two/wave: hello.mp4");
    try (LocalSpark spark = new LocalSpark(2)) {
      BatchResult result =
          new RenderBatch(spark.session(), Compute.CPU, Progress.NONE)
              .run(batch.make(), new Priced());
      page = Path.of(result.reportPage());
    }
    run = new ObjectMapper().readTree(page.resolveSibling("run.json").toFile());
  }

  private static final class Priced implements RenderBatch.Planner {
    @Override
    public Optional<Amounts> plan(Inspection inspection) {
      return Optional.empty();
    }

    @Override
    public Optional<Double> cost(int cores, double seconds) {
      return Optional.of(PRICE.cost(cores, seconds));
    }
  }

  private static ItemOptions extras(ItemOptions plain) {
    return new ItemOptions(
        plain.model(),
        plain.pictures(),
        plain.motion(),
        true,
        true,
        true,
        plain.resize(),
        plain.sound());
  }

  @Test
  void cost_ofARunWithAPrice_isWhatItsTimeCost() throws IOException {
    double wall = run.at("/measured/wallSeconds").asDouble();

    assertThat(run.at("/measured/cost").asDouble()).isEqualTo(wall, within(1e-9));
    assertThat(Files.readString(page)).contains("<dt>Cost</dt>");
  }

  @Test
  void bytesWritten_areThoseOfEveryOutput() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      long bytes = files.filter(Files::isRegularFile).mapToLong(RunReportTest::size).sum();

      assertThat(run.at("/measured/bytesWritten").asLong()).isEqualTo(bytes);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void videosOfOneName_areToldApartAndPlay() {
    try (Browser browser = Browser.start()) {
      Page opened = browser.open(page, 1280, 900);

      assertThat(opened.locator(".item h3 a"))
          .containsText(
              new String[] {
                "character-1.png · wave hello.mp4", "character-2.png · wave hello.mp4"
              });
      assertThat(opened.locator("#slowest")).containsText("character-2.png · wave hello.mp4");
      opened.locator("summary").first().click();
      Object seconds =
          opened.evaluate(
              """
              () => new Promise((resolve, reject) => {
                const video = document.querySelector("video");
                video.addEventListener("loadeddata", () => resolve(video.duration));
                video.addEventListener("error", () => reject(new Error(video.error.message)));
                video.load();
              })
              """);
      assertThat(((Number) seconds).doubleValue()).isGreaterThan(0.5);
      assertThat(browser.complaints()).isEmpty();
      opened.context().close();
    }
  }
}
