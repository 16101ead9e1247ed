package dev.troupe.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.fixtures.Folders;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.jobs.quality.FrameMetrics;
import dev.troupe.jobs.quality.Previews;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTablesTest {
  private static final int ITEMS = 10;

  @TempDir private static Path temp;
  private static Path report;

  @BeforeAll
  static void write() throws IOException {
    report = temp.resolve("troupe-report");
    new SampleRun(ITEMS).write(report.toString());
  }

  @Test
  void report_finished_isWholeAndNothingElse() throws IOException {
    assertThat(Folders.all(report))
        .containsExactly(
            "failed.jsonl",
            "frames.parquet/",
            "frames.parquet/part-00000.parquet",
            "items.parquet/",
            "items.parquet/part-00000.parquet",
            "report.html",
            "run.json",
            "segments.parquet/",
            "segments.parquet/part-00000.parquet");
  }

  @Test
  void tables_inSpark_haveRowsAndTypes() {
    try (LocalSpark spark = new LocalSpark(2)) {
      Dataset<Row> items = table(spark, "items");
      Dataset<Row> segments = table(spark, "segments");

      assertThat(items.schema().simpleString())
          .isEqualTo(
              "struct<item:int,line:int,source:string,driving:string,output:string,status:string,"
                  + "reason:string,frames:int,segments:int,segments_reused:int,duration:double,"
                  + "audio_drift:double,width:int,height:int,bytes:bigint,task_seconds:double,"
                  + "source_hash:string,clip_hash:string,model_hash:string,item_key:string,"
                  + "warnings:array<string>,first:binary,middle:binary,last:binary>");
      assertThat(segments.schema().simpleString())
          .isEqualTo(
              "struct<item:int,segment:int,frames:int,seconds:double,ended:timestamp,"
                  + "executor:string>");
      assertThat(table(spark, "frames").schema().simpleString())
          .isEqualTo(
              "struct<item:int,index:int,time:double,jitter:float,flicker:float,drift:float,"
                  + "occluded:float>");
      assertThat(items.count()).isEqualTo(ITEMS);
      assertThat(items.where("status = 'failed' AND reason LIKE '%ends early%'").count())
          .isEqualTo(1);
      assertThat(table(spark, "frames").where("isnan(jitter)").count()).isEqualTo(2 * 7);
      assertThat(segments.where("ended > '2026-03-14'").count()).isEqualTo(7 * 10);
    }
  }

  private static Dataset<Row> table(LocalSpark spark, String name) {
    return spark.session().read().parquet(report.resolve(name + ".parquet").toString());
  }

  @Test
  void tables_readAgain_giveTheRowsThatWereWritten() throws IOException {
    SampleRun run = new SampleRun(ITEMS);
    List<ItemRow> items = new ArrayList<>();
    TableReader.read(report.toString(), Table.ITEMS, items::add);
    items.sort(java.util.Comparator.comparingInt(row -> row.item().number()));

    for (int item = 0; item < ITEMS; item++) {
      assertThat(items.get(item)).usingRecursiveComparison().isEqualTo(run.row(item));
    }
  }

  @Test
  void segments_readAgain_giveTheRowsThatWereWritten() throws IOException {
    List<SegmentRow> segments = new ArrayList<>();
    TableReader.read(report.toString(), Table.SEGMENTS, segments::add);

    assertThat(segments).containsAll(new SampleRun(ITEMS).segments(0));
  }

  @Test
  void failedItems_replayed_haveEveryOptionAndTheReason() throws IOException {
    List<String> lines = Files.readAllLines(report.resolve("failed.jsonl"));

    assertThat(lines).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(lines.get(0));
    assertThat(line.path("source").asText()).isEqualTo("s3a://studio/characters/bruno.png");
    assertThat(line.path("driving").asText()).isEqualTo("s3a://studio/clips/greeting.mp4");
    assertThat(line.path("output").asText()).isEqualTo("s3a://studio/out/bruno-greeting-3.mp4");
    assertThat(line.path("fit").asText()).isEqualTo("pad");
    assertThat(line.path("compare").asBoolean()).isTrue();
    assertThat(line.path("reason").asText()).endsWith("the file ends early");
  }

  @Test
  void runJson_readAgain_givesTheRun() throws IOException {
    byte[] bytes = Files.readAllBytes(report.resolve("run.json"));

    assertThat(RunJson.read("run.json", bytes).run()).isEqualTo(new SampleRun(ITEMS).run());
    assertThat(new ObjectMapper().readTree(bytes).path("items").toString())
        .isEqualTo("{\"done\":7,\"reused\":2,\"failed\":1}");
  }

  @Test
  void runJson_somethingElse_isRefused() {
    for (String json : List.of("", "[]", "{}", "{\"begin\":\"today\"}", "{\"begin\":3}")) {
      assertThatThrownBy(() -> RunJson.read("r/run.json", json.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("r/run.json");
    }
  }

  @Test
  void page_madeAgain_isTheSame() throws IOException {
    Path again = temp.resolve("elsewhere/again.html");

    new StoredReport(report + "/").page(Optional.of(again.toString()));

    assertThat(again).hasSameBinaryContentAs(report.resolve("report.html"));
    assertThat(Folders.all(again.getParent())).containsExactly("again.html");
  }

  @Test
  void page_madeAgainWithoutReport_saysSo() {
    assertThatThrownBy(() -> new StoredReport(temp.resolve("no").toString()).page(Optional.empty()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("Cannot find a report at");
  }

  @Test
  void page_madeAgainFromDamagedTable_namesIt() throws IOException {
    for (byte[] damage :
        List.of(new byte[0], new byte[100], "PAR1....PAR1".getBytes(StandardCharsets.UTF_8))) {
      Path damaged = temp.resolve("damaged");
      new SampleRun(3).write(damaged.toString());
      Path items = damaged.resolve("items.parquet/part-00000.parquet");
      Files.write(items, damage);

      assertThatThrownBy(() -> new StoredReport(damaged.toString()).page(Optional.empty()))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("items.parquet");
    }
  }

  @Test
  void secondRun_itemsUpToDate_keepPreviewsAndFrames() throws IOException {
    Path folder = temp.resolve("second");
    SampleRun first = new SampleRun(3);
    first.write(folder.toString());

    try (ReportWriter writer = ReportWriter.open(folder.toString())) {
      // The manifest has another order now, and one item is new.
      writer.item(reused(first.row(2), 0), Map.of());
      writer.item(reused(first.row(0), 1), Map.of());
      writer.item(reused(new SampleRun(6).row(5), 2), Map.of());
      writer.finish(first.run());
    }

    List<ItemRow> items = new ArrayList<>();
    TableReader.read(folder.toString(), Table.ITEMS, items::add);
    List<Integer> measured = new ArrayList<>();
    List<FrameMetrics> frames = new ArrayList<>();
    ItemFrames.read(
        folder.toString(),
        (item, metrics) -> {
          measured.add(item);
          frames.addAll(metrics);
        });
    assertThat(items)
        .filteredOn(row -> row.findings().previews().first().isPresent())
        .extracting(row -> row.item().number())
        .containsExactlyInAnyOrder(0, 1);
    assertThat(measured).containsExactlyInAnyOrder(1, 0);
    assertThat(frames).hasSize(2 * 150);
    assertThat(items).allMatch(row -> row.outcome().status() == ItemRow.Status.REUSED);
  }

  @Test
  void continued_someItemsOfABatch_keepsWhatIsSaidOfTheOthers() throws IOException {
    Path folder = temp.resolve("continued");
    SampleRun first = new SampleRun(14); // items 3 and 10 failed
    first.write(folder.toString());
    List<ItemRow> before = new ArrayList<>();
    TableReader.read(folder.toString(), Table.ITEMS, before::add);
    ItemRow.Item mended = first.row(3).item();
    ItemRow like = first.row(0);
    ItemRow now =
        new ItemRow(
            new ItemRow.Item(0, 1, mended.source(), mended.driving(), mended.output()),
            like.outcome(),
            like.hashes(),
            like.video(),
            like.findings());

    try (ReportWriter writer =
        ReportWriter.continuing(folder.toString(), List.of(mended.output()))) {
      writer.segment(first.segments(0).get(0));
      writer.item(now, Map.of());
      writer.frames(0, SampleRun.frames(0));
      writer.finish(first.run());
    }

    List<ItemRow> items = new ArrayList<>();
    TableReader.read(folder.toString(), Table.ITEMS, items::add);
    assertThat(items).hasSize(14);
    assertThat(items).extracting(row -> row.item().number()).doesNotHaveDuplicates();
    for (ItemRow row : items) {
      ItemRow earlier =
          before.stream().filter(each -> each.item().equals(row.item())).findFirst().orElseThrow();
      if (row.item().number() == 3) {
        assertThat(row.outcome().status()).isEqualTo(ItemRow.Status.DONE);
      } else {
        assertThat(row.video()).isEqualTo(earlier.video());
        assertThat(row.findings()).usingRecursiveComparison().isEqualTo(earlier.findings());
        assertThat(row.outcome().reason()).isEqualTo(earlier.outcome().reason());
      }
    }
    List<Integer> measured = new ArrayList<>();
    ItemFrames.read(folder.toString(), (item, metrics) -> measured.add(item));
    assertThat(measured).contains(0, 1, 3).doesNotHaveDuplicates();
    List<SegmentRow> segments = new ArrayList<>();
    TableReader.read(folder.toString(), Table.SEGMENTS, segments::add);
    assertThat(segments).extracting(SegmentRow::item).containsExactly(3);
    assertThat(Files.readAllLines(folder.resolve("failed.jsonl")))
        .singleElement()
        .asString()
        .contains(first.row(10).item().output());
    assertThat(Files.readString(folder.resolve("run.json")))
        .contains("\"failed\" : 1")
        .contains("\"done\" : 1");
  }

  @Test
  void continued_withoutAnEarlierReport_isOneOfItsOwn() throws IOException {
    Path folder = temp.resolve("alone");
    SampleRun run = new SampleRun(1);

    try (ReportWriter writer =
        ReportWriter.continuing(folder.toString(), List.of(run.row(0).item().output()))) {
      writer.item(run.row(0), SampleRun.line(0));
      writer.finish(run.run());
    }

    List<ItemRow> items = new ArrayList<>();
    TableReader.read(folder.toString(), Table.ITEMS, items::add);
    assertThat(items).hasSize(1);
  }

  @Test
  void secondRun_earlierReportDamaged_isWrittenWithoutIt() throws IOException {
    Path folder = temp.resolve("unlucky");
    SampleRun run = new SampleRun(1);
    run.write(folder.toString());
    Files.write(folder.resolve("items.parquet/part-00000.parquet"), new byte[10]);

    try (ReportWriter writer = ReportWriter.open(folder.toString())) {
      writer.item(reused(run.row(0), 0), Map.of());
      writer.finish(run.run());
    }

    List<ItemRow> items = new ArrayList<>();
    TableReader.read(folder.toString(), Table.ITEMS, items::add);
    assertThat(items).hasSize(1);
  }

  @Test
  void writer_closedUnfinished_leavesTheEarlierReport() throws IOException {
    Path folder = temp.resolve("stopped");
    new SampleRun(2).write(folder.toString());
    byte[] before = Files.readAllBytes(folder.resolve("items.parquet/part-00000.parquet"));

    try (ReportWriter writer = ReportWriter.open(folder.toString())) {
      writer.item(new SampleRun(1).row(0), SampleRun.line(0));
    }

    assertThat(folder.resolve("items.parquet/part-00000.parquet")).hasBinaryContent(before);
  }

  private static ItemRow reused(ItemRow row, int number) {
    ItemRow.Item item = row.item();
    return new ItemRow(
        new ItemRow.Item(number, number + 1, item.source(), item.driving(), item.output()),
        ItemRow.Outcome.reused(row.outcome().segments()),
        row.hashes(),
        row.video(),
        new ItemRow.Findings(row.findings().warnings(), Previews.NONE));
  }
}
