package dev.troupe.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Folders;
import dev.troupe.jobs.quality.Previews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiddenSecretsTest {
  private static final String SETTING = "spark.hadoop.fs.azure.account.key.studio.blob.example";
  private static final String KEY = "azure-account-key";
  private static final String URI = "s3a://AKIAEXAMPLE:uri/password@studio/";

  @TempDir private Path folder;

  @BeforeEach
  void know() {
    System.setProperty(SETTING, KEY);
  }

  @AfterEach
  void forget() {
    System.clearProperty(SETTING);
  }

  @Test
  void report_givenSecrets_holdsNone() throws IOException {
    try (ReportWriter writer = ReportWriter.open(folder.toString())) {
      writer.item(
          new ItemRow(
              new ItemRow.Item(0, 1, URI + "a.png", URI + "b.mp4", URI + "c.mp4"),
              ItemRow.Outcome.failed("Cannot read %sa.png with %s".formatted(URI, KEY), 1),
              ItemRow.Hashes.NONE,
              Optional.empty(),
              new ItemRow.Findings(List.of("Odd: password=hunter2 " + KEY), Previews.NONE)),
          Map.of("source", URI + "a.png", "model", URI + "model"));
      RunFacts run = new SampleRun(1).run();
      writer.finish(
          new RunFacts(
              new RunFacts.Request(
                  Optional.of(URI + "m.csv"), URI + "library", List.of("Stopped at " + URI)),
              new RunFacts.Cluster("spark://u:hunter2@host:7077", "app", 1),
              run.times(),
              run.plan(),
              run.measured()));
    }

    for (String file : List.of("failed.jsonl", "run.json", "report.html")) {
      assertThat(Files.readString(folder.resolve(file)))
          .contains("s3a://***@studio/")
          .doesNotContain("password@", "AKIAEXAMPLE", "hunter2", KEY);
    }
    List<ItemRow> rows = new ArrayList<>();
    TableReader.read(folder.toString(), Table.ITEMS, rows::add);
    assertThat(rows.toString())
        .contains("s3a://***@studio/a.png with ***")
        .doesNotContain("password@", "AKIAEXAMPLE", "hunter2", KEY);
    assertThat(Folders.all(folder)).contains("failed.jsonl");
  }
}
