package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.Folders;
import dev.troupe.fixtures.TestClips;
import dev.troupe.media.Clip;
import dev.troupe.media.Clips;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.media.Rational;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an animation publishes, on real clips in one process. */
class AnimateTest extends AnimationTests {

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
    // one row of five pictures, then warps and their masks, five a row, one more than keypoints
    int rows = 1 + 2 * ((Demo.network().keypointCount() + 5) / 5);
    assertThat(clip("new/sub/out-visualize.mp4").size()).isEqualTo(new FrameSize(640, rows * 128));
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
  void run_silent_writesNoSound() throws IOException {
    request("out.mp4").end("0.2").silent().run(spark.session());

    assertThat(clip("out.mp4").sound()).isEmpty();
    assertThat(report("out.mp4.json").at("/result/audio").textValue()).isEqualTo("none");
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
    assertThat(report.at("/model/name").textValue()).isEqualTo("puppet-128");
    assertThat(report.at("/model/contentHash").textValue()).isEqualTo(Demo.model().contentHash());
    assertThat(report.at("/options/transfer").textValue()).isEqualTo("relative");
    assertThat(report.at("/options/adaptScale").booleanValue()).isTrue();
    assertThat(report.at("/options/referenceFrame").textValue()).isEqualTo("first");
    assertThat(report.at("/result/frames").intValue()).isEqualTo(5);
    assertThat(report.at("/result/duration").textValue()).isEqualTo("1/5");
  }
}
