package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.Folders;
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
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an animation publishes, on real clips in one process. */
class AnimateTest {
  private static final FrameSize SMALL = Demo.FRAME_SIZE;

  @TempDir Path folder;

  private static LocalSpark spark;

  @BeforeAll
  static void start() {
    spark = new LocalSpark(2);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @Test
  void run_everyOutput_publishesThemAndNothingElse() throws IOException {
    AnimateResult result =
        request("new/sub/out.mp4")
            .end("1.4")
            .compare()
            .visualize()
            .frames(folder.resolve("png"))
            .run(spark.session());

    assertThat(result.outputs())
        .containsExactly(
            path("new/sub/out.mp4"),
            path("new/sub/out-compare.mp4"),
            path("new/sub/out-visualize.mp4"),
            path("png"),
            path("new/sub/out.mp4.json"));
    assertThat(result.frames()).isEqualTo(35);
    assertThat(result.duration()).isEqualTo(new Rational(7, 5));
    assertThat(result.damage()).isEmpty();
    assertThat(Folders.all(folder))
        .hasSize(2 + 4 + 1 + 35)
        .contains("new/", "new/sub/", "new/sub/out.mp4", "new/sub/out-compare.mp4")
        .contains("new/sub/out-visualize.mp4", "new/sub/out.mp4.json", "png/")
        .contains("png/000000.png", "png/000034.png");
    assertThat(clip("new/sub/out.mp4").size()).isEqualTo(SMALL);
    assertThat(clip("new/sub/out-compare.mp4").size()).isEqualTo(new FrameSize(384, 128));
    // one row of five pictures, then three rows of warps with masks for 10 keypoints and the rest
    assertThat(clip("new/sub/out-visualize.mp4").size()).isEqualTo(new FrameSize(640, 7 * 128));
    for (String video : List.of("out.mp4", "out-compare.mp4", "out-visualize.mp4")) {
      Clip clip = clip("new/sub/" + video);
      assertThat(seconds(clip)).as(video).isEqualTo(seconds(Clips.probe(demo()), 0, 35));
      assertThat(clip.sound()).as(video).isPresent();
    }
  }

  @Test
  void run_comparison_showsSourceDrivingFrameAndResult() throws IOException {
    request("out.mp4").end("0.2").compare().frames(folder.resolve("png")).run(spark.session());

    List<Picture> compared = pictures("out-compare.mp4");
    List<Picture> driving = Demo.drivingFrames(5);
    for (int i = 0; i < 5; i++) {
      assertThat(meanDifference(part(compared.get(i), 0), Demo.source())).isLessThan(3);
      assertThat(meanDifference(part(compared.get(i), 1), driving.get(i))).isLessThan(3);
      assertThat(meanDifference(part(compared.get(i), 2), png("png", i))).isLessThan(3);
    }
  }

  @Test
  void run_video_showsThePictures() throws IOException {
    request("out.mp4").end("0.4").frames(folder.resolve("png")).run(spark.session());

    List<Picture> shown = pictures("out.mp4");
    assertThat(shown).hasSize(10);
    for (int i = 0; i < 10; i++) {
      assertThat(meanDifference(shown.get(i), png("png", i))).isLessThan(2);
    }
  }

  @Test
  void run_variableRate_keepsEveryTime() throws IOException {
    long[] millis = {0, 33, 66, 100, 341, 342, 500, 977};
    Path varied =
        TestClips.write(folder.resolve("varied.mp4"), TestClips.timeline(millis, 3, 1400), SMALL);

    AnimateResult result = request("out.mp4").driving(varied).run(spark.session());

    assertThat(seconds(clip("out.mp4"))).isEqualTo(seconds(Clips.probe(MediaInput.of(varied))));
    assertThat(result.duration()).isEqualTo(new Rational(1400, 1000));
  }

  @Test
  void run_startAndEnd_usesThatPartWithItsSound() throws IOException {
    AnimateResult result =
        request("out.mp4").start("1.5").end("2.3").compare().run(spark.session());

    assertThat(result.frames()).isEqualTo(20);
    assertThat(seconds(clip("out.mp4"))).isEqualTo(seconds(Clips.probe(demo()), 38, 58));
    JsonNode report = report("out.mp4.json");
    assertThat(report.at("/driving/firstFrame").intValue()).isEqualTo(38);
    assertThat(report.at("/driving/frames").intValue()).isEqualTo(20);
    assertThat(report.at("/result/audio").textValue()).isEqualTo("copied");
    assertThat(report.at("/result/audioDriftSeconds").doubleValue()).isBetween(-0.001, 0.001);
    Picture driver = read(Clips.probe(demo()), new FrameRange(38, 39)).get(0);
    assertThat(meanDifference(part(pictures("out-compare.mp4").get(0), 1), driver)).isLessThan(3);
  }

  @Test
  void run_silent_writesNoSound() throws IOException {
    request("out.mp4").end("0.2").silent().run(spark.session());

    assertThat(clip("out.mp4").sound()).isEmpty();
    assertThat(report("out.mp4.json").at("/result/audio").textValue()).isEqualTo("none");
  }

  @Test
  void run_oneFrame_givesOneFrame() throws IOException {
    Path one = TestClips.write(folder.resolve("one.mp4"), TestClips.steady(1, 1), SMALL);
    Path still = TestClips.writePng(folder.resolve("one.png"), TestClips.picture(SMALL, 0));

    assertThat(request("a.mp4").driving(one).run(spark.session()).frames()).isEqualTo(1);
    assertThat(request("b.mp4").driving(still).run(spark.session()).frames()).isEqualTo(1);

    assertThat(clip("a.mp4").timeline().count()).isEqualTo(1);
    assertThat(clip("a.mp4").timeline().duration()).isEqualTo(new Rational(1, 25));
    assertThat(clip("b.mp4").timeline().count()).isEqualTo(1);
  }

  @Test
  void run_gif_keepsItsTimes() throws IOException {
    Path gif = TestClips.writeGif(folder.resolve("clip.gif"), 5, SMALL);

    request("out.mp4").driving(gif).run(spark.session());

    assertThat(seconds(clip("out.mp4")))
        .isEqualTo(IntStream.range(0, 5).mapToObj(i -> new Rational(i, 10)).toList());
    assertThat(clip("out.mp4").timeline().duration()).isEqualTo(new Rational(1, 2));
  }

  @Test
  void run_numberedImages_takesThemInOrderAtTheGivenRate() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int number : new int[] {2, 10, 1}) {
      TestClips.writePng(images.resolve(number + ".png"), TestClips.picture(SMALL, number));
    }

    request("out.mp4").driving(images).compare().run(spark.session());

    assertThat(seconds(clip("out.mp4")))
        .containsExactly(Rational.ZERO, new Rational(1, 10), new Rational(1, 5));
    List<Picture> compared = pictures("out-compare.mp4");
    assertThat(meanDifference(part(compared.get(1), 1), TestClips.picture(SMALL, 2))).isLessThan(4);
    assertThat(meanDifference(part(compared.get(2), 1), TestClips.picture(SMALL, 10)))
        .isLessThan(4);
  }

  @Test
  void run_resize_padsTheResultAndNotTheComparison() throws IOException {
    request("out.mp4")
        .end("0.08")
        .resize(1920, 1080)
        .compare()
        .frames(folder.resolve("png"))
        .run(spark.session());

    assertThat(clip("out.mp4").size()).isEqualTo(new FrameSize(1920, 1080));
    assertThat(clip("out-compare.mp4").size()).isEqualTo(new FrameSize(384, 128));
    Picture picture = png("png", 1);
    assertThat(picture.size()).isEqualTo(new FrameSize(1920, 1080));
    assertThat(column(picture, 419)).as("left of the square").containsOnly(0);
    assertThat(column(picture, 1500)).as("right of the square").containsOnly(0);
    assertThat(column(picture, 421)).as("inside").isNotEqualTo(column(picture, 419));
    assertThat(column(picture, 1498)).as("inside").isNotEqualTo(column(picture, 419));
  }

  @Test
  void run_sourceOfTheNetworksSize_isUsedPixelForPixel() throws IOException {
    Picture source = Demo.source();
    Path exact = TestClips.writePng(folder.resolve("exact.png"), source);

    Preparation prepared = Preparation.of(request("out.mp4").source(exact).make());

    assertThat(prepared.source().bgr()).isEqualTo(source.bgr());
  }

  @Test
  void run_anyNames_work() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("take [1] 50% 12:30 {a,b} grüße*"));
    Path source = Files.copy(Demo.character(), odd.resolve("a:b c%20.png"));
    Path driving =
        TestClips.writeWithSound(odd.resolve("clip [x] 5%?.mp4"), TestClips.steady(3, 3), SMALL);
    Path output = odd.resolve("out:1 [2] %41.mp4");

    new RequestMaker(output)
        .source(source)
        .driving(driving)
        .frames(odd.resolve("png:1"))
        .compare()
        .run(spark.session());

    assertThat(Folders.all(odd))
        .containsExactlyInAnyOrder(
            "a:b c%20.png",
            "clip [x] 5%?.mp4",
            "out:1 [2] %41.mp4",
            "out:1 [2] %41-compare.mp4",
            "out:1 [2] %41.mp4.json",
            "png:1/",
            "png:1/000000.png",
            "png:1/000001.png",
            "png:1/000002.png");
  }

  @Test
  void run_overwrite_replacesEveryOutput() throws IOException {
    request("out.mp4").end("0.4").compare().frames(folder.resolve("png")).run(spark.session());
    byte[] before = Files.readAllBytes(folder.resolve("out.mp4"));

    request("out.mp4")
        .end("0.2")
        .compare()
        .frames(folder.resolve("png"))
        .overwrite()
        .run(spark.session());

    assertThat(Files.readAllBytes(folder.resolve("out.mp4"))).isNotEqualTo(before);
    assertThat(clip("out.mp4").timeline().count()).isEqualTo(5);
    assertThat(clip("out-compare.mp4").timeline().count()).isEqualTo(5);
    assertThat(Folders.all(folder.resolve("png"))).hasSize(5);
    assertThat(Folders.all(folder)).hasSize(4 + 5);
  }

  @Test
  void run_clipDamagedInTheMiddle_leavesWhatWasThereAndNothingElse() throws IOException {
    Path whole = TestClips.write(folder.resolve("whole.mp4"), TestClips.steady(48, 8), SMALL);
    Path damaged = TestClips.corrupted(whole, folder.resolve("damaged.mp4"), 0.4, 0.6);
    Path output = Files.writeString(folder.resolve("out.mp4"), "an older result");

    Throwable failure =
        catchThrowable(
            () ->
                request("out.mp4")
                    .driving(damaged)
                    .overwrite()
                    .compare()
                    .frames(folder.resolve("png"))
                    .run(spark.session()));

    assertThat(badData(failure)).as("%s", failure).hasMessageContaining(damaged.toString());
    assertThat(Folders.all(folder)).containsExactly("damaged.mp4", "out.mp4", "whole.mp4");
    assertThat(output).hasContent("an older result");
  }

  @Test
  void run_truncatedClip_isUsedToItsLastGoodFrameAndSaysSo() throws IOException {
    Path whole = TestClips.write(folder.resolve("whole.mp4"), TestClips.steady(48, 8), SMALL);
    Path cut = TestClips.truncated(whole, folder.resolve("cut.mp4"), 0.6);

    AnimateResult result = request("out.mp4").driving(cut).allowTruncated().run(spark.session());

    assertThat(result.damage()).isPresent();
    assertThat(result.damage().get()).contains(cut.toString());
    assertThat(result.frames()).isBetween(16, 40);
    assertThat(clip("out.mp4").timeline().count()).isEqualTo(result.frames());
    assertThat(report("out.mp4.json").at("/driving/damage").textValue())
        .isEqualTo(result.damage().get());
  }

  @Test
  void run_folderThatIsAFile_failsAndLeavesIt() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "content");

    Throwable failure =
        catchThrowable(
            () -> new RequestMaker(file.resolve("out.mp4")).end("0.2").run(spark.session()));

    assertThat(failure).isNotNull();
    assertThat(Folders.all(folder)).containsExactly("file");
    assertThat(file).hasContent("content");
  }

  @Test
  void run_report_saysWhatMadeTheVideo() throws IOException {
    request("out.mp4").end("0.2").adaptScale().run(spark.session());

    JsonNode report = report("out.mp4.json");
    assertThat(report.at("/synthetic").booleanValue()).isTrue();
    assertThat(report.at("/tool/version").textValue()).isEqualTo(Version.current());
    assertThat(report.at("/source/sha256").textValue()).matches("[0-9a-f]{64}");
    assertThat(report.at("/driving/sha256").textValue()).matches("[0-9a-f]{64}");
    assertThat(report.at("/model/contentHash").textValue()).isEqualTo(Demo.model().contentHash());
    assertThat(report.at("/options/transfer").textValue()).isEqualTo("relative");
    assertThat(report.at("/options/adaptScale").booleanValue()).isTrue();
    assertThat(report.at("/options/referenceFrame").textValue()).isEqualTo("first");
    assertThat(report.at("/result/frames").intValue()).isEqualTo(5);
    assertThat(report.at("/result/duration").textValue()).isEqualTo("1/5");
  }

  private RequestMaker request(String output) {
    return new RequestMaker(folder.resolve(output));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Clip clip(String name) {
    return Clips.probe(MediaInput.of(folder.resolve(name)));
  }

  private static MediaInput demo() {
    return MediaInput.of(Demo.driving());
  }

  private JsonNode report(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).toFile());
  }

  private static List<Rational> seconds(Clip clip) {
    return seconds(clip, 0, clip.timeline().count());
  }

  /** Times of some frames, counted from the first of them. */
  private static List<Rational> seconds(Clip clip, int from, int until) {
    Timeline timeline = clip.timeline();
    return IntStream.range(from, until)
        .mapToObj(i -> timeline.time(i).minus(timeline.time(from)))
        .toList();
  }

  private List<Picture> pictures(String video) {
    Clip clip = clip(video);
    return read(clip, new FrameRange(0, clip.timeline().count()));
  }

  private static List<Picture> read(Clip clip, FrameRange range) {
    java.util.ArrayList<Picture> pictures = new java.util.ArrayList<>();
    Optional<dev.troupe.media.Scaling> scaling =
        clip.name().equals(Demo.driving().toString())
            ? Optional.of(new dev.troupe.media.Scaling(SMALL, dev.troupe.media.Fit.CROP))
            : Optional.empty();
    try (FrameReader reader = clip.read(range, scaling)) {
      for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        pictures.add(frame.get().picture());
      }
    }
    return pictures;
  }

  private Picture png(String frames, int number) {
    return dev.troupe.media.Images.read(
        MediaInput.of(folder.resolve(frames).resolve("%06d.png".formatted(number))), 0);
  }

  /** The third of a comparison at a place, 0 to 2. */
  private static Picture part(Picture compared, int place) {
    byte[] bgr = new byte[128 * 128 * 3];
    for (int y = 0; y < 128; y++) {
      System.arraycopy(compared.bgr(), (y * 384 + place * 128) * 3, bgr, y * 128 * 3, 128 * 3);
    }
    return new Picture(128, 128, bgr);
  }

  private static byte[] column(Picture picture, int x) {
    byte[] column = new byte[picture.height() * 3];
    for (int y = 0; y < picture.height(); y++) {
      System.arraycopy(picture.bgr(), (y * picture.width() + x) * 3, column, y * 3, 3);
    }
    return column;
  }

  private static double meanDifference(Picture a, Picture b) {
    assertThat(a.size()).isEqualTo(b.size());
    return IntStream.range(0, a.bgr().length)
        .map(i -> Math.abs((a.bgr()[i] & 0xFF) - (b.bgr()[i] & 0xFF)))
        .average()
        .orElseThrow();
  }

  private static Throwable badData(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof BadDataException)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
