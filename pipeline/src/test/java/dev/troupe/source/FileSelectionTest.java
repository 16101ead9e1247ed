package dev.troupe.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.troupe.fixtures.LocalSpark;
import dev.troupe.fixtures.TestClips;
import dev.troupe.media.FrameSize;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options that Spark's own file sources have, and the data source in SQL. */
class FileSelectionTest {
  private static final FrameSize SIZE = new FrameSize(64, 48);
  private static final String IGNORE = "spark.sql.files.ignoreCorruptFiles";

  private static LocalSpark spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = new LocalSpark(2);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @BeforeEach
  void write() throws IOException {
    TestClips.write(folder.resolve("three.mp4"), TestClips.steady(3, 8), SIZE);
    Path deeper = Files.createDirectories(folder.resolve("day/one"));
    TestClips.write(deeper.resolve("five.mov"), TestClips.steady(5, 8), SIZE);
    Files.writeString(deeper.resolve("notes.txt"), "no clip");
  }

  @Test
  void load_pathGlobFilter_readsMatchingFiles() throws IOException {
    Files.copy(folder.resolve("three.mp4"), folder.resolve("other.mkv"));

    assertThat(frames(video().option("pathGlobFilter", "*.mp4"))).isEqualTo(3);
    assertThat(frames(video().option("pathGlobFilter", "{three,other}.*"))).isEqualTo(6);
    assertThat(frames(video().option("pathGlobFilter", "*.avi"))).isZero();
    assertThat(video().option("pathGlobFilter", "t*").load(folder + "/*.m*").count()).isEqualTo(3);
  }

  @Test
  void load_recursiveFileLookup_readsFoldersInFolders() {
    assertThat(frames(video())).isEqualTo(3);
    DataFrameReader all = video().option("recursiveFileLookup", true);
    assertThat(frames(all)).isEqualTo(8);
    assertThat(frames(all.option("pathGlobFilter", "*.mov"))).isEqualTo(5);
  }

  @Test
  void load_modifiedTimes_readFilesBetween() throws IOException {
    Path old = folder.resolve("old.mp4");
    Files.copy(folder.resolve("three.mp4"), old);
    Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2020-05-01T11:00:00Z")));

    assertThat(frames(video().option("modifiedBefore", "2020-05-02"))).isEqualTo(3);
    assertThat(frames(video().option("modifiedAfter", "2020-05-02T00:00:00"))).isEqualTo(3);
    DataFrameReader noon = video().option("modifiedBefore", "2020-05-01T12:00:00");
    assertThat(frames(noon.option("timeZone", "UTC"))).isEqualTo(3);
    assertThat(frames(noon.option("timeZone", "+02:00"))).isZero();
  }

  @Test
  void load_ignoreCorruptFiles_leavesDamagedClipsOut() throws IOException {
    Path whole = TestClips.write(folder.resolve("whole.mp4"), TestClips.steady(24, 8), SIZE);
    TestClips.truncated(whole, folder.resolve("cut.mp4"), 0.7);
    Files.writeString(folder.resolve("none.mp4"), "no clip");
    Files.createFile(folder.resolve("empty.mp4"));

    assertThat(catchThrowable(() -> frames(video()))).isInstanceOf(BadDataException.class);
    assertThat(frames(video().option("ignoreCorruptFiles", true))).isEqualTo(27);
    assertThat(frames(video().option("ignoreCorruptFiles", true).option("allowTruncated", true)))
        .isBetween(28L, 50L);
    spark.session().conf().set(IGNORE, true);
    try {
      assertThat(frames(video())).isEqualTo(27);
      assertThatThrownBy(() -> frames(video().option("ignoreCorruptFiles", false)))
          .hasStackTraceContaining("Cannot read");
    } finally {
      spark.session().conf().unset(IGNORE);
    }
  }

  @Test
  void load_wrongFileOptions_areRefusedTogether() {
    assertThatThrownBy(
            () ->
                video()
                    .option("pathGlobFilter", "[")
                    .option("recursiveFileLookup", "maybe")
                    .option("modifiedAfter", "yesterday")
                    .option("timeZone", "Mars")
                    .load(folder.toString())
                    .count())
        .isInstanceOf(RequestException.class)
        .hasMessageContainingAll("pathGlobFilter", "recursiveFileLookup", "modifiedAfter", "Mars");
  }

  @Test
  void sql_pathAlone_readsIt() {
    Dataset<Row> frames = spark.session().sql("SELECT * FROM video.`" + folder + "`");

    assertThat(frames.schema()).isEqualTo(video().load(folder.toString()).schema());
    assertThat(frames.count()).isEqualTo(3);
    Row second = frames.where("index = 1").collectAsList().get(0);
    assertThat(second.<String>getAs("clip")).isEqualTo(folder.resolve("three.mp4").toString());
    assertThat(second.<Row>getAs("image").<byte[]>getAs("data")).hasSize(64 * 48 * 3);
    assertThat(
            spark
                .session()
                .sql(
                    "SELECT clip, max(index) FROM video.`" + folder + "/day/*/*.mov` GROUP BY clip")
                .first()
                .getInt(1))
        .isEqualTo(4);
  }

  @Test
  void sql_temporaryViewWithOptions_readsIt() {
    spark
        .session()
        .sql(
            """
            CREATE OR REPLACE TEMPORARY VIEW clips USING video
            OPTIONS (path '%s', recursiveFileLookup 'true', size '32x24')
            """
                .formatted(folder));

    assertThat(spark.session().table("clips").count()).isEqualTo(8);
    assertThat(spark.session().sql("SELECT DISTINCT image.width FROM clips").collectAsList())
        .singleElement()
        .isEqualTo(org.apache.spark.sql.RowFactory.create(32));
  }

  @Test
  void write_isRefusedAndHarmsNothing() {
    Dataset<Row> frames = video().load(folder.toString());

    for (SaveMode mode : SaveMode.values()) {
      assertThatThrownBy(() -> frames.write().format("video").mode(mode).save(folder.toString()));
    }
    assertThat(frames(video())).isEqualTo(3);
  }

  private long frames(DataFrameReader reader) {
    return reader.load(folder.toString()).count();
  }

  private static DataFrameReader video() {
    return spark.session().read().format("video");
  }
}
