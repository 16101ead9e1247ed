package dev.troupe.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.troupe.fixtures.LocalSpark;
import dev.troupe.fixtures.TestClips;
import dev.troupe.media.FrameSize;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a path of the data source may name, and what is said of one that names nothing good. */
class VideoPathsTest {
  private static final FrameSize SIZE = new FrameSize(64, 48);

  @TempDir static Path media;

  @TempDir Path folder;

  private static LocalSpark spark;
  private static Path shorter;
  private static Path longer;

  @BeforeAll
  static void start() throws IOException {
    spark = new LocalSpark(2);
    shorter = TestClips.write(media.resolve("3.mp4"), TestClips.steady(3, 8), SIZE);
    longer = TestClips.write(media.resolve("20.mp4"), TestClips.steady(20, 8), SIZE);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"two words.mp4", "12:30.mp4", "100%25.mp4", "grüße-演员.mp4", "take[1]{a,b}*.mp4"})
  void load_fileWithAnyName_givesItsFrames(String name) throws IOException {
    Path clip = Files.copy(shorter, folder.resolve(name));

    List<Row> rows = video().load(clip.toString()).select("clip", "image.origin").collectAsList();

    assertThat(rows).hasSize(3);
    assertThat(rows).allMatch(row -> row.getString(0).equals(clip.toString()));
    assertThat(rows).allMatch(row -> row.getString(1).equals(clip.toString()));
  }

  @Test
  void load_fileUri_givesItsFrames() {
    assertThat(video().load("file:" + shorter).count()).isEqualTo(3);
    assertThat(video().load(shorter.toUri().toString()).count()).isEqualTo(3);
  }

  @Test
  void load_folderOfVideos_givesEachAndSkipsWhatIsNone() throws IOException {
    Files.copy(longer, folder.resolve("b.mp4"));
    Files.copy(shorter, folder.resolve("a.MP4"));
    Files.writeString(folder.resolve("a.MP4.json"), "{}");
    Files.writeString(folder.resolve(".hidden.mp4"), "no clip");

    assertThat(counts(video().load(folder.toString())))
        .containsExactly(folder.resolve("a.MP4") + " 3", folder.resolve("b.mp4") + " 20");
  }

  @Test
  void load_glob_givesWhatMatches() throws IOException {
    Files.copy(longer, folder.resolve("take 1.mp4"));
    Files.copy(shorter, folder.resolve("take:2.mp4"));
    Files.copy(shorter, folder.resolve("other.mp4"));

    assertThat(counts(video().load(folder + "/take*.mp4")))
        .containsExactly(folder.resolve("take 1.mp4") + " 20", folder.resolve("take:2.mp4") + " 3");
  }

  @Test
  void load_severalPaths_givesAll() {
    assertThat(counts(video().load(longer.toString(), shorter.toString())))
        .containsExactly(longer + " 20", shorter + " 3");
  }

  @Test
  void where_clip_readsOnlyThat() {
    Dataset<Row> rows =
        video().load(media.toString()).where("clip = '%s'".formatted(shorter)).select("image");

    assertThat(rows.collectAsList()).hasSize(3);
    assertThat(DecodedCount.of(rows)).isEqualTo(3);
  }

  @Test
  void limit_overSeveralClips_readsOnlyTheFirst() {
    Dataset<Row> rows = video().load(longer.toString(), shorter.toString()).limit(2);

    assertThat(rows.collectAsList()).hasSize(2);
    assertThat(DecodedCount.of(rows)).isEqualTo(2);
  }

  @Test
  void load_folderOfNumberedImages_isOneClipInTheOrderOfNumbers() throws IOException {
    for (int number : new int[] {1, 2, 10, 9}) {
      TestClips.writePng(
          folder.resolve("frame " + number + ".png"), TestClips.picture(SIZE, number));
    }

    List<Row> rows =
        video()
            .option("imageFps", "10")
            .load(folder.toString())
            .select(
                "clip", "index", "time.numerator", "time.denominator", "key_frame", "image.data")
            .orderBy("index")
            .collectAsList();

    assertThat(rows).hasSize(4).allMatch(row -> row.getString(0).equals(folder.toString()));
    int[] numbers = {1, 2, 9, 10};
    for (int i = 0; i < 4; i++) {
      Row row = rows.get(i);
      assertThat(row.getLong(2) * 10).isEqualTo(i * row.getLong(3));
      assertThat(row.getBoolean(4)).isTrue();
      assertThat(row.<byte[]>getAs(5)).isEqualTo(TestClips.picture(SIZE, numbers[i]).bgr());
    }
  }

  @Test
  void load_folderOfVideosAndImages_isRefused() throws IOException {
    Files.copy(shorter, folder.resolve("clip.mp4"));
    TestClips.writePng(folder.resolve("cover.png"), TestClips.picture(SIZE, 0));

    assertThat(failure(video().load(folder.toString())))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "Cannot read %s: expected either videos or numbered images,".formatted(folder)
                + " found both clip.mp4 and cover.png");
  }

  @Test
  void load_emptyFolder_isRefused() {
    assertThat(failure(video().load(folder.toString())))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Cannot read %s: the folder is empty".formatted(folder));
  }

  @Test
  void load_missingFile_isRefusedByName() {
    Path missing = folder.resolve("none.mp4");

    assertThat(failure(video().load(missing.toString())))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Cannot read %s: there is no such file or folder".formatted(missing));
    assertThat(failure(video().load(folder + "/*.mp4")))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Cannot read %s/*.mp4: there is no such file or folder".formatted(folder));
  }

  @Test
  void load_textFile_isRefusedByName() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.bin"), "no clip at all\n".repeat(100));

    assertThat(failure(video().load(text.toString())))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("Cannot read " + text + ": ");
  }

  @Test
  void load_truncatedFile_needsLeave() throws IOException {
    Path cut = TestClips.truncated(longer, folder.resolve("cut.mp4"), 0.7);

    assertThat(failure(video().load(cut.toString())))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(cut.toString());
    List<Row> rows =
        video()
            .option("allowTruncated", true)
            .load(cut.toString())
            .orderBy("index")
            .collectAsList();
    List<Row> whole = video().load(longer.toString()).orderBy("index").collectAsList();
    assertThat(rows).hasSizeBetween(8, 19);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).getInt(1)).isEqualTo(i);
      assertThat(rows.get(i).getStruct(4).<byte[]>getAs(5))
          .isEqualTo(whole.get(i).getStruct(4).<byte[]>getAs(5));
    }
  }

  @Test
  void load_wrongOptions_reportsAllTogether() {
    Throwable failure =
        failure(
            video().option("sise", "64").option("fps", "x").option("fit", "squash").load("a.mp4"));

    assertThat(failure).isInstanceOf(RequestException.class);
    assertThat(((RequestException) failure).mistakes())
        .hasSize(3)
        .anyMatch(mistake -> mistake.contains("sise"))
        .anyMatch(mistake -> mistake.contains("fps"))
        .anyMatch(mistake -> mistake.contains("fit"));
  }

  @Test
  void load_noPath_isRefused() {
    assertThat(failure(video().load()))
        .isInstanceOf(RequestException.class)
        .hasMessage("The video source needs at least one path.");
  }

  private static DataFrameReader video() {
    return spark.session().read().format("video");
  }

  private static Throwable failure(Dataset<Row> rows) {
    return catchThrowable(rows::collectAsList);
  }

  private static List<String> counts(Dataset<Row> rows) {
    return rows.groupBy("clip").count().orderBy("clip").collectAsList().stream()
        .map(row -> row.getString(0) + " " + row.getLong(1))
        .toList();
  }
}
