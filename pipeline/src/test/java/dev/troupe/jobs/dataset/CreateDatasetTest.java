package dev.troupe.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.Folders;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.fixtures.TestClips;
import dev.troupe.inference.Compute;
import dev.troupe.inference.KeypointDetector;
import dev.troupe.jobs.Progress;
import dev.troupe.jobs.dataset.DatasetRequest.Options;
import dev.troupe.jobs.dataset.DatasetRequest.SampleFormat;
import dev.troupe.media.Images;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Picture;
import dev.troupe.motion.Keypoints;
import dev.troupe.source.FileHashes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets of a few small clips, each a folder of lossless frames. */
class CreateDatasetTest extends SmallDatasets {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path data;

  private static LocalSpark spark;

  @BeforeAll
  static void start() throws IOException {
    spark = new LocalSpark(2);
    writeClip(data, "train/ada#000", 1);
    writeClip(data, "train/bob#000", 2);
    writeClip(data, "test/cyd#000", 3);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void run_parquet_holdsFramesKeypointsAndWhereTheyComeFrom() throws IOException {
    CreateDataset.Result result = run(plan(data, options(SampleFormat.PARQUET, 1, false)));

    assertThat(result.samples()).isEqualTo(9);
    List<Row> rows =
        spark
            .session()
            .read()
            .parquet(folder.resolve("out/data/train-000000.parquet").toString())
            .orderBy("key")
            .collectAsList();
    assertThat(rows).hasSize(6);
    Row row = rows.get(4);
    Picture drawn = picture(2, 1);
    byte[] png = row.getAs("png");
    assertThat(Images.read(MediaInput.of("row", png), 0).bgr()).isEqualTo(drawn.bgr());
    assertThat(row.<String>getAs("sha256")).isEqualTo(FileHashes.sha256(png));
    assertThat(row.<String>getAs("identity")).isEqualTo("bob");
    assertThat(row.<String>getAs("split")).isEqualTo("train");
    assertThat(row.<Boolean>getAs("synthetic")).isFalse();
    assertThat(row.<Integer>getAs("frame")).isEqualTo(1);
    assertThat(row.<Double>getAs("time")).isEqualTo(0.04);
    List<Float> keypoints = row.getList(row.fieldIndex("keypoints"));
    assertThat(keypoints)
        .hasSize(2 * Demo.network().keypointCount())
        .first()
        .isEqualTo(detected(2).get(1).values()[0]);
    assertThat(row.getList(row.fieldIndex("jacobians")))
        .hasSize(4 * Demo.network().keypointCount());
    assertThat(row.getList(row.fieldIndex("deformation"))).isEmpty();
  }

  @Test
  void run_webDataset_hasTheSampleFilesTogether() throws IOException {
    run(plan(data, options(SampleFormat.WEBDATASET, 2, true)));

    Map<String, byte[]> files = entries(folder.resolve("out/test-000000.tar"));
    assertThat(files.keySet())
        .containsExactly(
            "000002_000000.json",
            "000002_000000.png",
            "000002_000000.keypoints.npy",
            "000002_000000.jacobians.npy",
            "000002_000000.deformation.npy",
            "000002_000000.occlusion.npy",
            "000002_000002.json",
            "000002_000002.png",
            "000002_000002.keypoints.npy",
            "000002_000002.jacobians.npy",
            "000002_000002.deformation.npy",
            "000002_000002.occlusion.npy");
    JsonNode sample = JSON.readTree(files.get("000002_000002.json"));
    assertThat(sample.get("identity").asText()).isEqualTo("cyd");
    assertThat(sample.get("sha256").asText())
        .isEqualTo(FileHashes.sha256(files.get("000002_000002.png")));
    assertThat(
            floats(
                files.get("000002_000002.keypoints.npy"),
                "(%d, 2)".formatted(Demo.network().keypointCount())))
        .isEqualTo(detected(3).get(2).values());
    float[] occlusion =
        floats(
            files.get("000002_000000.occlusion.npy"), "(%1$d, %1$d)".formatted(Demo.motionSide()));
    assertThat(occlusion).hasSize(Demo.motionSide() * Demo.motionSide());
    float[] deformation =
        floats(
            files.get("000002_000000.deformation.npy"),
            "(%1$d, %1$d, 2)".formatted(Demo.motionSide()));
    assertThat(deformation[0]).isBetween(-1.5f, -0.5f);
    assertThat(deformation[deformation.length - 2]).isBetween(0.5f, 1.5f);
  }

  @Test
  void run_fromItsManifest_makesTheSameBytes() throws IOException {
    for (SampleFormat format : SampleFormat.values()) {
      Path first = folder.resolve("first-" + format);
      Path again = folder.resolve("again-" + format);
      run(plan(data, first, options(format, 1, false)));
      run(
          DatasetPlan.again(
              first.resolve("manifest.json").toString(), again.toString(), Demo.model()));

      assertThat(hashes(again)).isEqualTo(hashes(first)).hasSizeGreaterThan(3);
    }
  }

  @Test
  void run_afterAStop_completesWithTheSameBytes() throws IOException {
    Path whole = folder.resolve("whole");
    run(plan(data, whole, options(SampleFormat.WEBDATASET, 1, false)));
    Path stopped = folder.resolve("stopped");
    DatasetPlan plan = plan(data, stopped, options(SampleFormat.WEBDATASET, 1, false));
    new DatasetFiles(plan).begin();
    var counter = spark.session().sparkContext().longAccumulator("samples");
    new WriteShards(plan.request(), counter).call(plan.shards().subList(0, 1).iterator());
    assertThat(counter.value()).isEqualTo(3);

    run(plan);

    assertThat(hashes(stopped)).isEqualTo(hashes(whole));
    assertThat(stopped.resolve(".unfinished")).doesNotExist();
  }

  @Test
  void run_changedClip_isLeftOutWithItsName() throws IOException {
    Path copy = folder.resolve("data");
    writeClip(copy, "train/ada#000", 1);
    writeClip(copy, "train/bob#000", 2);
    run(plan(copy, options(SampleFormat.PARQUET, 1, false)));
    Files.write(copy.resolve("train/bob#000/0001.png"), Images.encodePng(picture(9, 1)));

    CreateDataset.Result again =
        run(
            DatasetPlan.again(
                folder.resolve("out/manifest.json").toString(),
                folder.resolve("again").toString(),
                Demo.model()));

    assertThat(again.problems()).singleElement().asString().contains("bob#000: it has changed");
    assertThat(again.samples()).isEqualTo(3);
  }

  @Test
  void run_renderedAndDamagedClips_areMarkedAndNamed() throws IOException {
    Path batch = folder.resolve("batch");
    Files.createDirectories(batch);
    Files.copy(Demo.driving(), batch.resolve("result.mp4"));
    Files.writeString(
        batch.resolve("result.mp4.json"),
        "{\"synthetic\":true,\"source\":{\"sha256\":\"aa\"},\"driving\":{\"sha256\":\"bb\"}}");
    Files.writeString(batch.resolve("broken.mp4"), "no video");
    CreateDataset.Result result =
        run(plan(batch, new Options(SampleFormat.WEBDATASET, 50, false, 20, 0, 0)));

    assertThat(result.problems()).singleElement().asString().contains("broken.mp4");
    Map<String, byte[]> files = entries(folder.resolve("out/train-000000.tar"));
    JsonNode sample = JSON.readTree(files.get("000001_000050.json"));
    assertThat(sample.get("synthetic").asBoolean()).isTrue();
    assertThat(sample.get("source").asText()).isEqualTo("aa");
    assertThat(sample.get("driving").asText()).isEqualTo("bb");
    assertThat(Files.readString(folder.resolve("out/README.md")))
        .contains("1 clips are synthetic", "broken.mp4");
  }

  @Test
  void run_clipThatBreaksOff_givesItsFramesAndIsNamed() throws IOException {
    Path clips = Files.createDirectories(folder.resolve("clips"));
    Path whole = TestClips.write(folder.resolve("whole.mp4"), TestClips.steady(24, 8), SIZE);
    Path cut = TestClips.truncated(whole, clips.resolve("cut.mp4"), 0.7);
    TestClips.write(clips.resolve("good.mp4"), TestClips.steady(8, 8), SIZE);

    CreateDataset.Result result =
        run(plan(clips, new Options(SampleFormat.PARQUET, 1, false, 20, 0, 0)));

    String problem = result.problems().get(0);
    assertThat(result.problems()).hasSize(1);
    assertThat(problem).contains(cut + " is cut off or damaged: frame");
    assertThat(result.samples()).isBetween(9L, 31L);
    assertThat(Files.readString(folder.resolve("out/README.md")))
        .contains("- %s (%d samples)".formatted(problem, result.samples() - 8));
    JsonNode clip =
        JSON.readTree(folder.resolve("out/manifest.json").toFile()).path("clips").path(0);
    assertThat(clip.path("problem").asText()).isEqualTo(problem);
    assertThat(clip.path("samples").asLong()).isEqualTo(result.samples() - 8);
  }

  @Test
  void run_parquet_isAFolderThatProgramsOpenAsItIs() throws IOException {
    run(plan(data, options(SampleFormat.PARQUET, 1, false)));

    Path files = folder.resolve("out/data");
    assertThat(Folders.all(files))
        .containsExactlyInAnyOrder("train-000000.parquet", "test-000000.parquet");
    assertThat(spark.session().read().parquet(files.toString()).count()).isEqualTo(9);
    assertThat(spark.session().sql("SELECT * FROM parquet.`" + files + "`").count()).isEqualTo(9);
    assertThat(Files.readString(folder.resolve("out/README.md")))
        .contains("parquet.read_table(\"data\"", "duckdb.sql(", "spark.read.parquet(\"data\")");
  }

  @Test
  void run_parquet_hasAFooterInAFixedOrder() throws IOException {
    run(plan(data, options(SampleFormat.PARQUET, 1, false)));

    Path shard = folder.resolve("out/data/train-000000.parquet");
    try (var in = FileChannel.open(shard)) {
      ByteBuffer tail = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      in.read(tail, in.size() - 8);
      ByteBuffer footer = ByteBuffer.allocate(tail.getInt(0));
      in.read(footer, in.size() - 8 - footer.capacity());
      FileMetaData found = Util.readFileMetaData(new ByteArrayInputStream(footer.array()));
      assertThat(found.getCreated_by()).startsWith("troupe version ");
      assertThat(found.getKey_value_metadata())
          .contains(new KeyValue("writer.model.name").setValue("troupe"));
      assertThat(found.getRow_groups())
          .flatExtracting(RowGroup::getColumns)
          .allSatisfy(column -> assertThat(column.getMeta_data().getEncodings()).isSorted());
    }
  }

  @Test
  void run_sameClipsNamedOtherwise_giveTheSameShards() throws IOException {
    Options options = options(SampleFormat.PARQUET, 1, false);
    run(plan(data, options));
    Map<String, String> shards = hashes(folder.resolve("out/data"));

    List<String> names = List.of(data + "/", data.toUri().toString(), "file:" + data);
    for (String name : names) {
      Path output = folder.resolve("out" + names.indexOf(name));
      run(DatasetPlan.of(new DatasetRequest(name, output.toString(), Demo.model(), options)));
      assertThat(hashes(output.resolve("data"))).as(name).isEqualTo(shards);
    }
  }

  private static CreateDataset.Result run(DatasetPlan plan) throws IOException {
    return new CreateDataset(spark.session(), Progress.NONE).run(plan);
  }

  private static List<Keypoints> detected(long who) {
    try (KeypointDetector detector = new KeypointDetector(Demo.model(), SIZE, Compute.CPU)) {
      return detector.detect(List.of(picture(who, 0), picture(who, 1), picture(who, 2)));
    }
  }

  private static Map<String, byte[]> entries(Path tar) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        assertThat(entry.getLastModifiedTime().toMillis()).isZero();
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  /** The numbers of a NumPy file whose header says that shape. */
  private static float[] floats(byte[] file, String shape) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int header = buffer.getShort(8);
    assertThat((10 + header) % 64).isZero();
    assertThat(new String(file, 10, header, StandardCharsets.US_ASCII))
        .contains("'<f4'", "'shape': " + shape);
    float[] values = new float[(file.length - 10 - header) / 4];
    buffer.position(10 + header);
    buffer.asFloatBuffer().get(values);
    return values;
  }

  private static Map<String, String> hashes(Path root) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (String inside : Folders.all(root)) {
      if (!inside.endsWith("/")) {
        hashes.put(inside, FileHashes.sha256(MediaInput.of(root.resolve(inside))));
      }
    }
    return hashes;
  }
}
