package dev.troupe.source;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.fixtures.TestClips;
import dev.troupe.media.Clip;
import dev.troupe.media.Clips;
import dev.troupe.media.FrameRange;
import dev.troupe.media.FrameReader;
import dev.troupe.media.FrameSize;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Picture;
import dev.troupe.media.Rational;
import dev.troupe.media.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of one clip: what is in them, and that it does not depend on how they are asked for. */
class VideoDataSourceTest {
  private static final FrameSize SIZE = new FrameSize(128, 96);
  private static final int FRAMES = 40;
  private static final int KEY_EVERY = 16;

  @TempDir static Path folder;

  private static LocalSpark spark;
  private static String clip;

  @BeforeAll
  static void start() throws IOException {
    spark = new LocalSpark(2);
    clip =
        TestClips.write(folder.resolve("clip.mp4"), TestClips.steady(FRAMES, KEY_EVERY), SIZE)
            .toString();
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void schema_imageColumn_isThatOfSparkMl() {
    Dataset<Row> rows = video().load(clip);

    assertThat(rows.schema().fieldNames())
        .containsExactly("clip", "index", "time", "key_frame", "image");
    assertThat(rows.schema().apply("image").dataType()).isEqualTo(ImageSchema.columnSchema());
  }

  @Test
  void load_wholeClip_givesIndicesTimesAndKeyFrames() {
    List<Row> rows = video().load(clip).drop("image").orderBy("index").collectAsList();

    assertThat(rows).hasSize(FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      Row row = rows.get(i);
      assertThat(row.getString(0)).isEqualTo(clip);
      assertThat(row.getInt(1)).isEqualTo(i);
      Rational time = new Rational(i, 25);
      assertThat(row.getStruct(2).getLong(0)).isEqualTo(time.numerator());
      assertThat(row.getStruct(2).getLong(1)).isEqualTo(time.denominator());
      assertThat(row.getBoolean(3)).as("key frame %d", i).isEqualTo(i % KEY_EVERY == 0);
    }
  }

  @Test
  void load_variableRate_givesExactTimes() throws IOException {
    long[] millis = {0, 33, 66, 100, 341, 342, 500, 977};
    Path varied =
        TestClips.write(folder.resolve("varied.mp4"), TestClips.timeline(millis, 4, 1001), SIZE);

    List<Row> rows = video().load(varied.toString()).orderBy("index").collectAsList();

    assertThat(rows)
        .extracting(row -> new Rational(row.getStruct(2).getLong(0), row.getStruct(2).getLong(1)))
        .containsExactlyElementsOf(
            java.util.Arrays.stream(millis).mapToObj(m -> new Rational(m, 1000)).toList());
  }

  @Test
  void load_image_hasOriginSizeAndPixels() {
    Row image =
        video().load(clip).where(col("index").equalTo(5)).select("image.*").collectAsList().get(0);

    assertThat(image.getString(0)).isEqualTo(clip);
    assertThat(image.getInt(1)).isEqualTo(SIZE.height());
    assertThat(image.getInt(2)).isEqualTo(SIZE.width());
    assertThat(image.getInt(3)).isEqualTo(3);
    assertThat(image.getInt(4)).isEqualTo(16);
    // what was drawn, up to what lossy coding does to soft pictures
    byte[] drawn = TestClips.picture(SIZE, 5).bgr();
    assertThat(farthest(image.getAs(5), drawn)).isLessThan(24);
    assertThat(farthest(image.getAs(5), TestClips.picture(SIZE, 9).bgr())).isGreaterThan(60);
  }

  @Test
  void select_decodeNanos_isThereForWhoNamesIt() {
    List<Row> timed =
        video().load(clip).select("image.width", "_decode_nanos").limit(3).collectAsList();

    assertThat(timed).hasSize(3).allSatisfy(row -> assertThat(row.getLong(1)).isPositive());
    assertThat(video().load(clip).select("index", "_decode_nanos").limit(3).collectAsList())
        .as("nothing is decoded")
        .allSatisfy(row -> assertThat(row.isNullAt(1)).isTrue());
  }

  @Test
  void select_fieldOfTheImage_givesIt() {
    List<Row> heights = video().load(clip).select("image.height", "index").limit(3).collectAsList();

    assertThat(heights).hasSize(3).allMatch(row -> row.getInt(0) == SIZE.height());
  }

  @Test
  void select_columnsInAnotherOrder_givesThemSo() {
    Row row = video().load(clip).select("key_frame", "index", "clip").where("index = 16").first();

    assertThat(row.getBoolean(0)).isTrue();
    assertThat(row.getInt(1)).isEqualTo(16);
    assertThat(row.getString(2)).isEqualTo(clip);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 32})
  void load_anyPartitioning_givesTheSamePixels(int framesPerPartition) {
    Dataset<Row> split = video().option("framesPerPartition", framesPerPartition).load(clip);

    assertThat(split.javaRDD().getNumPartitions())
        .isEqualTo((FRAMES + framesPerPartition - 1) / framesPerPartition);
    List<byte[]> expected = decoded(Optional.empty());
    List<Row> rows = split.orderBy("index").collectAsList();
    assertThat(rows).hasSize(FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(rows.get(i).getStruct(4).<byte[]>getAs(5)).as("%d", i).isEqualTo(expected.get(i));
    }
  }

  @Test
  void load_oneLongClip_usesEveryCoreInAlignedRanges() {
    Dataset<Row> rows = video().load(Demo.driving().toString());

    List<Integer> firsts =
        rows.select("index").javaRDD().mapPartitions(VideoDataSourceTest::first).collect();
    assertThat(firsts).hasSizeGreaterThanOrEqualTo(2).allMatch(first -> first % 16 == 0);
  }

  private static java.util.Iterator<Integer> first(java.util.Iterator<Row> rows) {
    return rows.hasNext()
        ? List.of(rows.next().getInt(0)).iterator()
        : List.<Integer>of().iterator();
  }

  @Test
  void count_wholeClip_decodesNothing() {
    Dataset<Row> counted = video().load(clip).groupBy().count();

    assertThat(counted.collectAsList().get(0).getLong(0)).isEqualTo(FRAMES);
    assertThat(DecodedCount.of(counted)).isZero();
  }

  @Test
  void select_noImage_decodesNothing() {
    Dataset<Row> rows = video().load(clip).select("index", "time", "key_frame");

    assertThat(rows.collectAsList()).hasSize(FRAMES);
    assertThat(DecodedCount.of(rows)).isZero();
  }

  @Test
  void select_everyImage_decodesEachFrameOnce() {
    Dataset<Row> rows = video().option("framesPerPartition", KEY_EVERY).load(clip);

    assertThat(rows.collectAsList()).hasSize(FRAMES);
    assertThat(DecodedCount.of(rows)).isEqualTo(FRAMES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "index >= 30|30|40",
        "index > 30|31|40",
        "index < 4|0|4",
        "index <= 4|0|5",
        "index = 17|17|18",
        "index BETWEEN 10 AND 12|10|13",
        "30 <= index|30|40",
        "index >= 38 AND key_frame = false|38|40",
        "index > 50|0|0",
        "index < -3|0|0",
        "index IN (3, 5)|3|6",
      })
  void where_index_givesMatchingRowsAndDecodesNoOthers(String condition, int from, int until) {
    Dataset<Row> rows = video().load(clip).where(condition);

    List<Integer> found = rows.collectAsList().stream().map(row -> row.getInt(1)).toList();

    assertThat(found)
        .containsExactlyElementsOf(
            video().load(clip).select("index").collectAsList().stream()
                .map(row -> row.getInt(0))
                .filter(index -> index >= from && index < until)
                .filter(index -> !condition.contains("IN") || index % 2 == 1)
                .toList());
    assertThat(DecodedCount.of(rows)).isEqualTo(until - from);
  }

  @Test
  void where_eitherSideOfAnOr_givesBoth() {
    Dataset<Row> rows = video().load(clip).where("index = 1 OR index = 35").select("index");

    assertThat(rows.collectAsList()).extracting(row -> row.getInt(0)).containsExactly(1, 35);
  }

  @Test
  void limit_fewRows_decodesOnlyThem() {
    Dataset<Row> rows = video().load(clip).limit(5);

    assertThat(rows.collectAsList())
        .extracting(row -> row.getInt(1))
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(DecodedCount.of(rows)).isEqualTo(5);
  }

  @Test
  void limit_behindAFilter_isNotAppliedBeforeIt() {
    assertThat(video().load(clip).where("key_frame").limit(3).collectAsList())
        .extracting(row -> row.getInt(1))
        .containsExactly(0, 16, 32);
  }

  @Test
  void fps_ofAClipOf25_givesTheFramesOnTheScreen() {
    assertThat(indices(video().option("fps", "5"))).containsExactly(0, 5, 10, 15, 20, 25, 30, 35);
    assertThat(indices(video().option("fps", "10")).subList(0, 5)).containsExactly(0, 2, 5, 7, 10);
    assertThat(indices(video().option("fps", "1/10"))).containsExactly(0);
    assertThat(indices(video().option("fps", "1000"))).hasSize(FRAMES);
  }

  @Test
  void fps_withAFilterOnIndex_samplesFirst() {
    assertThat(indices(video().option("fps", "5"), "index >= 7"))
        .containsExactly(10, 15, 20, 25, 30, 35);
  }

  @Test
  void startAndEnd_seconds_countFromTheFirstFrame() {
    assertThat(indices(video().option("start", "1").option("end", "1.2")))
        .containsExactly(25, 26, 27, 28, 29);
    assertThat(indices(video().option("start", "6/5").option("end", "100"))).hasSize(10);
    assertThat(indices(video().option("start", "7"))).isEmpty();
  }

  @Test
  void fps_withAStart_countsFromIt() {
    assertThat(indices(video().option("start", "0.1").option("fps", "5")))
        .containsExactly(3, 8, 13, 18, 23, 28, 33, 38);
  }

  @ParameterizedTest
  @CsvSource({"64,crop", "64,pad", "64,stretch", "120x50,crop", "128x96,pad"})
  void size_anyFit_givesWhatTheClipGives(String size, String fit) {
    Row image =
        video()
            .option("size", size)
            .option("fit", fit)
            .load(clip)
            .where("index = 3")
            .select("image.*")
            .first();

    FrameSize wanted = FrameSize.parse(size);
    byte[] expected =
        decoded(
                Optional.of(
                    new dev.troupe.media.Scaling(
                        wanted,
                        dev.troupe.media.Fit.valueOf(fit.toUpperCase(java.util.Locale.ROOT)))))
            .get(3);
    assertThat(image.getInt(2)).isEqualTo(wanted.width());
    assertThat(image.getInt(1)).isEqualTo(wanted.height());
    assertThat(image.<byte[]>getAs(5)).isEqualTo(expected);
  }

  @Test
  void sql_temporaryViewWithOptions_givesFrames() {
    spark
        .session()
        .sql(
            "CREATE OR REPLACE TEMPORARY VIEW frames USING video OPTIONS (path '%s', fps '5')"
                .formatted(clip));

    List<Row> rows =
        spark
            .session()
            .sql("SELECT index, image.width FROM frames WHERE index > 20 ORDER BY index")
            .collectAsList();

    assertThat(rows).extracting(row -> row.getInt(0)).containsExactly(25, 30, 35);
    assertThat(rows).allMatch(row -> row.getInt(1) == SIZE.width());
  }

  @Test
  void query_twice_givesTheSameAgain() {
    Dataset<Row> rows = video().option("size", "64").load(clip).select("image.data");

    List<Row> once = rows.collectAsList();

    assertThat(rows.collectAsList())
        .usingElementComparator(VideoDataSourceTest::compareBytes)
        .isEqualTo(once);
  }

  private static int compareBytes(Row a, Row b) {
    return java.util.Arrays.compare(a.<byte[]>getAs(0), b.<byte[]>getAs(0));
  }

  private static DataFrameReader video() {
    return spark.session().read().format("video");
  }

  private static List<Integer> indices(DataFrameReader reader) {
    return indices(reader, "true");
  }

  private static List<Integer> indices(DataFrameReader reader, String condition) {
    return reader
        .load(clip)
        .where(condition)
        .select("index")
        .orderBy("index")
        .collectAsList()
        .stream()
        .map(row -> row.getInt(0))
        .toList();
  }

  private static List<byte[]> decoded(Optional<dev.troupe.media.Scaling> scaling) {
    Clip probed = Clips.probe(MediaInput.of(Path.of(clip)));
    Timeline timeline = probed.timeline();
    List<byte[]> pictures = new ArrayList<>();
    try (FrameReader reader = probed.read(new FrameRange(0, timeline.count()), scaling)) {
      for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        Picture picture = frame.get().picture();
        pictures.add(picture.bgr());
      }
    }
    return pictures;
  }

  private static int farthest(byte[] a, byte[] b) {
    return IntStream.range(0, a.length)
        .map(i -> Math.abs((a[i] & 0xFF) - (b[i] & 0xFF)))
        .max()
        .orElseThrow();
  }
}
