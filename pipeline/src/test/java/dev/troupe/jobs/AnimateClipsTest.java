package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.troupe.fixtures.Folders;
import dev.troupe.fixtures.TestClips;
import dev.troupe.media.Clips;
import dev.troupe.media.FrameRange;
import dev.troupe.media.MediaInput;
import dev.troupe.media.Picture;
import dev.troupe.media.Rational;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an animation makes of driving clips of every kind. */
class AnimateClipsTest extends AnimationTests {

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

    assertThat(failure)
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(damaged + " is damaged: frames 19 (at 0.760 s), 20 (at 0.800 s)")
        .hasMessageContaining("give --allow-truncated");
    assertThat(Folders.all(folder)).containsExactly("damaged.mp4", "out.mp4", "whole.mp4");
    assertThat(output).hasContent("an older result");
  }

  @Test
  void run_clipDamagedInTheMiddleAndAllowed_keepsEveryFramesTime() throws IOException {
    Path whole = TestClips.write(folder.resolve("whole.mp4"), TestClips.steady(24, 8), SMALL);
    Path damaged = TestClips.corrupted(whole, folder.resolve("damaged.mp4"), 0.5, 0.52);

    AnimateResult result =
        request("out.mp4").driving(damaged).allowTruncated().run(spark.session());

    assertThat(result.damage()).hasValueSatisfying(text -> assertThat(text).contains("frame"));
    assertThat(result.frames()).isEqualTo(24);
    assertThat(seconds(clip("out.mp4"))).isEqualTo(seconds(clip("whole.mp4")));
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
}
