package dev.troupe.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.evaluation.EvaluationRequest.Mode;
import dev.troupe.evaluation.EvaluationRequest.Options;
import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.Folders;
import dev.troupe.fixtures.LocalSpark;
import dev.troupe.jobs.Progress;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Picture;
import dev.troupe.media.Rational;
import dev.troupe.motion.TransferMode;
import dev.troupe.problems.BadDataException;
import dev.troupe.problems.RequestException;
import dev.troupe.synthesis.Identity;
import dev.troupe.synthesis.Landmarks;
import dev.troupe.synthesis.Performance;
import dev.troupe.synthesis.Pose;
import dev.troupe.synthesis.Puppet;
import dev.troupe.torchscript.ScriptArchive;
import dev.troupe.torchscript.ScriptModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations of a small set of puppets, folders of lossless frames. */
class EvaluateTest {
  private static final int FRAMES = 6;
  private static final FrameSize SIZE = new FrameSize(128, 128);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path data;
  @TempDir Path folder;

  private static LocalSpark spark;

  @BeforeAll
  static void start() throws IOException {
    spark = new LocalSpark(2);
    writeClip("test/a", 11, 21, 0);
    writeClip("test/b", 12, 22, 0);
    writeClip("pairs/0", 11, 22, 0);
    Picture source = Puppet.draw(Identity.of(11), pose(22, 0, 0), SIZE);
    Files.write(data.resolve("pairs/0.png"), Images.encodePng(source));
    Files.writeString(
        data.resolve("pairs.csv"),
        "distance,source,driving,truth\n0.1,pairs/0.png,b,pairs/0\n0.2,a,b,\n");
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void run_reconstruction_modelIsNearerThanCopying() throws IOException {
    Summary summary = run(request(Mode.RECONSTRUCTION, data, both(), Options.DEFAULT));

    assertThat(summary.videos()).isEqualTo(2);
    assertThat(summary.frames()).isEqualTo(2 * FRAMES);
    assertThat(summary.mean(0, Metric.L1).mean()).isBetween(0.005, 0.1);
    assertThat(summary.mean(0, Metric.PSNR).mean()).isBetween(15.0, 40.0);
    assertThat(summary.mean(1, Metric.AKD).mean()).isGreaterThan(0.3);
    assertThat(summary.mean(0, Metric.AKD).mean()).isLessThan(summary.mean(1, Metric.AKD).mean());
    assertThat(summary.metrics())
        .contains(Metric.SSIM, Metric.MS_SSIM, Metric.FLICKER, Metric.MKR_EYES, Metric.AKD_MOUTH)
        .doesNotContain(Metric.AED, Metric.NETWORK_AKD);
  }

  @Test
  void run_outputs_areTablesSummariesAndWorstCases() throws IOException {
    run(request(Mode.RECONSTRUCTION, data, both(), withPng()));

    Path out = folder.resolve("out");
    assertThat(Files.readAllLines(out.resolve("videos.csv")))
        .hasSize(5)
        .first()
        .asString()
        .startsWith("video,model,frames,l1,psnr,ssim,ms_ssim,flicker,akd");
    assertThat(spark.session().read().parquet(out.resolve("videos.parquet").toString()).count())
        .isEqualTo(4);
    JsonNode json = JSON.readTree(out.resolve("summary.json").toFile());
    assertThat(json.get("models").get(0).get("metrics").get("l1").get("low").asDouble())
        .isPositive();
    assertThat(json.get("models").get(1).get("metrics").get("l1").get("differenceToFirst"))
        .isNotNull();
    assertThat(Files.readString(out.resolve("summary.md")))
        .contains("| | puppet-128 | copy |", "| L1 ↓ | **", "0.043", "worst/01-");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("puppet-128", "MS-SSIM", "VoxCeleb", "data:image/png;base64,")
        .doesNotContain("<script", "http://", "https://");
    assertThat(Folders.all(out.resolve("png")))
        .containsExactly(
            "copy/",
            "copy/a.png",
            "copy/b.png",
            "puppet-128/",
            "puppet-128/a.png",
            "puppet-128/b.png");
    assertThat(Images.read(MediaInput.of(out.resolve("png/copy/a.png")), 0).size())
        .isEqualTo(new FrameSize(128 * FRAMES, 128));
    assertThat(Folders.all(out.resolve("worst"))).hasSize(2);
    assertThat(out.resolve(".unfinished")).doesNotExist();
  }

  @Test
  void run_anotherPartitioning_givesTheSameNumbers() throws IOException {
    EvaluationRequest request = request(Mode.RECONSTRUCTION, data, both(), Options.DEFAULT);
    run(request);
    List<Shot> shots = new ShotFinder(request).find();
    var counter = spark.session().sparkContext().longAccumulator("frames");
    var together = new EvaluateShots(request, counter).call(shots.iterator());

    Summary again = new Summary(request, List.of(together.next(), together.next()));
    for (Metric metric : again.metrics()) {
      for (ShotOutcome outcome : again.measured()) {
        assertThat(Files.readString(folder.resolve("out/videos.csv")))
            .contains("," + outcome.score(0, metric));
      }
    }
  }

  @Test
  void run_everyOtherFrame_measuresThoseAlone() throws IOException {
    Options other = new Options(TransferMode.RELATIVE, false, 0, 0, 2, "", "", true, 1, 1);
    Summary summary = run(request(Mode.RECONSTRUCTION, data, List.of(Contender.copy()), other));

    assertThat(summary.frames()).isEqualTo(2 * FRAMES / 2);
    assertThat(Images.read(MediaInput.of(folder.resolve("out/png/copy/a.png")), 0).size())
        .isEqualTo(new FrameSize(128 * FRAMES / 2, 128));
    assertThat(Files.readString(folder.resolve("out/summary.md")))
        .contains("Of every 2 frames one was measured");
  }

  @Test
  void run_pairsWithTruth_areMeasuredAndOthersOnlyGenerated() throws IOException {
    Summary summary = run(request(Mode.ANIMATION, data, both(), withPng()));

    assertThat(summary.videos()).isEqualTo(2);
    assertThat(summary.mean(0, Metric.L1).count()).isEqualTo(1);
    assertThat(summary.mean(0, Metric.L1).mean()).isLessThan(0.1);
    assertThat(folder.resolve("out/png/puppet-128/a-b.png")).exists();
  }

  @Test
  void run_stillVideo_copyIsPerfect() throws IOException {
    Path still = folder.resolve("still");
    Picture picture = Puppet.draw(Identity.of(3), Pose.REST, SIZE);
    for (int i = 0; i < 3; i++) {
      Path file = still.resolve("clip/%d.png".formatted(i));
      Files.createDirectories(file.getParent());
      Files.write(file, Images.encodePng(picture));
    }
    Summary summary =
        run(request(Mode.RECONSTRUCTION, still, List.of(Contender.copy()), Options.DEFAULT));

    assertThat(summary.mean(0, Metric.L1).mean()).isZero();
    assertThat(summary.mean(0, Metric.PSNR).mean()).isEqualTo(100);
    assertThat(summary.mean(0, Metric.SSIM).mean()).isCloseTo(1, offset(1e-6));
    assertThat(summary.mean(0, Metric.FLICKER).mean()).isZero();
    assertThat(summary.mean(0, Metric.AKD).mean()).isNaN();
  }

  @Test
  void run_networksOfTheUser_giveLandmarksAndIdentity() throws IOException {
    // The centre of brightness as the one landmark, the mean colours as identity.
    Path landmarks =
        network(
            "landmarks",
            """
            def forward(self, x: Tensor) -> Tensor:
              m = torch.mean(x, [1, 2, 3], False)
              return torch.reshape(torch.stack([m, m], 1), [1, 1, 2])
            """);
    Path identity =
        network(
            "identity",
            """
            def forward(self, x: Tensor) -> Tensor:
              return torch.mean(x, [2, 3], False)
            """);
    Options options =
        new Options(
            TransferMode.RELATIVE,
            false,
            1,
            3,
            1,
            landmarks.toString(),
            identity.toString(),
            false,
            0,
            1);
    Summary summary = run(request(Mode.RECONSTRUCTION, data, both(), options));

    assertThat(summary.frames()).isEqualTo(3);
    assertThat(summary.mean(0, Metric.NETWORK_AKD).mean()).isBetween(1e-6, 20.0);
    assertThat(summary.mean(0, Metric.NETWORK_MKR).mean()).isZero();
    assertThat(summary.mean(0, Metric.AED).mean()).isBetween(1e-6, 0.5);
  }

  @Test
  void run_damagedVideo_isNamedAndTheRestMeasured() throws IOException {
    Path mixed = folder.resolve("mixed");
    Files.createDirectories(mixed);
    Files.writeString(mixed.resolve("broken.mp4"), "no video");
    Files.copy(Demo.driving(), mixed.resolve("good.mp4"));
    Options two = new Options(TransferMode.RELATIVE, false, 0, 2, 1, "", "", false, 1, 1);
    Summary summary = run(request(Mode.RECONSTRUCTION, mixed, List.of(Contender.copy()), two));

    assertThat(summary.videos()).isEqualTo(1);
    assertThat(summary.problems()).singleElement().asString().contains("broken.mp4");
    assertThat(Files.readString(folder.resolve("out/summary.md"))).contains("broken.mp4");
  }

  @Test
  void run_nothingButDamagedVideos_fails() throws IOException {
    Path bad = folder.resolve("bad");
    Files.createDirectories(bad);
    Files.writeString(bad.resolve("broken.mp4"), "no video");

    assertThatThrownBy(() -> run(request(Mode.RECONSTRUCTION, bad, both(), Options.DEFAULT)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no video could be measured")
        .hasMessageContaining("broken.mp4");
  }

  @Test
  void mistakes_wrongPairs_areAllNamed() throws IOException {
    Path table = folder.resolve("pairs.csv");
    Files.writeString(
        table, "source,driving\na,../secret\na\nnobody,b\n/etc/passwd,b\n", StandardCharsets.UTF_8);
    EvaluationRequest request =
        new EvaluationRequest(
            Mode.ANIMATION,
            data.toString(),
            table.toString(),
            both(),
            data.toString(),
            Options.DEFAULT);

    assertThat(Evaluate.mistakes(request))
        .hasSize(5)
        .anyMatch(mistake -> mistake.contains("expected a new or empty folder"))
        .anyMatch(mistake -> mistake.contains("line 2") && mistake.contains("../secret"))
        .anyMatch(mistake -> mistake.contains("line 3 has 1 fields"))
        .anyMatch(mistake -> mistake.contains("line 4") && mistake.contains("nobody"))
        .anyMatch(mistake -> mistake.contains("line 5") && mistake.contains("/etc/passwd"));
  }

  @Test
  void mistakes_noDataOrColumns_areNamed() throws IOException {
    assertThat(
            Evaluate.mistakes(
                request(Mode.RECONSTRUCTION, folder.resolve("none"), both(), Options.DEFAULT)))
        .singleElement()
        .asString()
        .contains("there is no such folder");
    Path table = Files.writeString(folder.resolve("p.csv"), "a,b\n1,2\n");
    assertThatThrownBy(
            () ->
                run(
                    new EvaluationRequest(
                        Mode.ANIMATION,
                        data.toString(),
                        table.toString(),
                        both(),
                        folder.resolve("out").toString(),
                        Options.DEFAULT)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("columns source and driving");
  }

  private static Options withPng() {
    return new Options(TransferMode.RELATIVE, false, 0, 0, 1, "", "", true, 5, 1);
  }

  private static List<Contender> both() {
    return List.of(Contender.of("puppet-128", Demo.model()), Contender.copy());
  }

  private EvaluationRequest request(
      Mode mode, Path set, List<Contender> contenders, Options options) {
    return new EvaluationRequest(
        mode, set.toString(), "", contenders, folder.resolve("out").toString(), options);
  }

  private static Summary run(EvaluationRequest request) throws IOException {
    return new Evaluate(spark.session(), Progress.NONE).run(request);
  }

  private Path network(String name, String method) throws IOException {
    Path file = folder.resolve(name + ".pt");
    ScriptArchive.write(ScriptModule.builder("Net").method(method).build(), file);
    return file;
  }

  private static Pose pose(long performance, int frame, int start) {
    return Performance.of(performance).poseAt(new Rational(start + 3L * frame, 10));
  }

  /** A clip as a folder of frames, and its true landmarks. */
  private static void writeClip(String path, long who, long performance, int start)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int frame = 0; frame < FRAMES; frame++) {
      Pose pose = pose(performance, frame, start);
      Path file = data.resolve(path).resolve("%04d.png".formatted(frame));
      Files.createDirectories(file.getParent());
      Files.write(file, Images.encodePng(Puppet.draw(Identity.of(who), pose, SIZE)));
      List<String> points =
          Landmarks.of(Identity.of(who), pose, SIZE).points().stream()
              .map(p -> "[%s,%s,%d]".formatted(p.x(), p.y(), p.visible() ? 1 : 0))
              .toList();
      lines.append("{\"points\":[").append(String.join(",", points)).append("]}\n");
    }
    Path file = data.resolve("landmarks/" + path + ".jsonl");
    Files.createDirectories(file.getParent());
    Files.writeString(file, lines);
  }
}
