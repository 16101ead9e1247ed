package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.Folders;
import dev.troupe.fixtures.TestClips;
import dev.troupe.media.BrokenClocks;
import dev.troupe.media.Fit;
import dev.troupe.media.FrameRange;
import dev.troupe.media.FrameSize;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is wrong with a request, found before any work, said together. */
class PreparationTest {
  @TempDir Path folder;

  @Test
  void of_soundRequest_isReady() throws IOException {
    Preparation prepared =
        Preparation.of(request("out.mp4").start("1").end("2").fit(Fit.PAD).make());

    assertThat(prepared.frameSize()).isEqualTo(Demo.FRAME_SIZE);
    assertThat(prepared.source().size()).isEqualTo(Demo.FRAME_SIZE);
    assertThat(prepared.range()).isEqualTo(new FrameRange(25, 50));
    assertThat(Folders.all(folder)).isEmpty();
  }

  @Test
  void of_severalMistakes_reportsAll() throws IOException {
    Files.writeString(folder.resolve("out.mp4"), "old");
    Path empty = Files.createFile(folder.resolve("empty.png"));
    Path missing = folder.resolve("none.mp4");

    assertThat(mistakes(request("out.mp4").source(empty).driving(missing)))
        .containsExactly(
            "Cannot write %s: it exists already; give --overwrite to replace it."
                .formatted(folder.resolve("out.mp4")),
            "Cannot read %s: it is empty; expected a media file".formatted(empty),
            "Cannot read %s: there is no such file".formatted(missing));
  }

  @Test
  void of_everyOutputThere_refusesEach() throws IOException {
    for (String name : List.of("out.mp4", "out-compare.mp4", "out-visualize.mp4", "out.mp4.json")) {
      Files.writeString(folder.resolve(name), "old");
    }
    Path frames = Files.createDirectory(folder.resolve("png"));
    RequestMaker request = request("out.mp4").compare().visualize().frames(frames);

    assertThat(mistakes(request)).hasSize(5).allMatch(each -> each.contains("exists already"));
    assertThat(Preparation.of(request.overwrite().make())).isNotNull();
  }

  @Test
  void of_outputThatIsAFolder_isRefusedInAnyCase() throws IOException {
    Path output = Files.createDirectory(folder.resolve("out.mp4"));

    assertThat(mistakes(request("out.mp4").overwrite()))
        .containsExactly(
            "Cannot write %s: expected a file's name, found a folder.".formatted(output));
  }

  @Test
  void of_framesFolderWithOtherThings_isNeverReplaced() throws IOException {
    Path frames = Files.createDirectory(folder.resolve("png"));
    Files.writeString(frames.resolve("000001.png"), "a frame");
    Files.writeString(frames.resolve("thesis.doc"), "ten years of work");

    assertThat(mistakes(request("out.mp4").frames(frames).overwrite()))
        .containsExactly(
            "Cannot replace folder %s: expected nothing but frames in it, found thesis.doc."
                .formatted(frames));
    Files.delete(frames.resolve("thesis.doc"));
    assertThat(Preparation.of(request("out.mp4").frames(frames).overwrite().make())).isNotNull();
  }

  @Test
  void of_framesThatAreAFile_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("png"), "content");

    assertThat(mistakes(request("out.mp4").frames(file).overwrite()))
        .containsExactly(
            "Cannot write frames to %s: expected a folder, found a file.".formatted(file));
  }

  @Test
  void of_outputThatIsAnInput_isRefusedHoweverItIsSpelt() throws IOException {
    Path clip =
        TestClips.write(folder.resolve("clip.mp4"), TestClips.steady(3, 3), Demo.FRAME_SIZE);
    Path spelt = folder.resolve("sub/../clip.mp4");

    assertThat(mistakes(new RequestMaker(spelt).driving(clip).overwrite()))
        .containsExactly("Cannot write %s: it is an input.".formatted(spelt));
  }

  @Test
  void of_framesFolderThatHoldsOthers_isRefused() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    TestClips.writePng(images.resolve("000001.png"), Demo.source());

    assertThat(
            mistakes(
                new RequestMaker(images.resolve("out.mp4"))
                    .source(images.resolve("000001.png"))
                    .driving(images)
                    .frames(images)
                    .overwrite()))
        .hasSize(4)
        .contains("Cannot write %s: it is an input.".formatted(images))
        .anyMatch(each -> each.contains("it holds " + images.resolve("out.mp4") + "."))
        .anyMatch(each -> each.contains("it holds " + images.resolve("out.mp4.json") + "."))
        .anyMatch(each -> each.contains("it holds " + images.resolve("000001.png") + "."));
  }

  @Test
  void of_sizesThatTheEncoderRefuses_isRefused() {
    assertThat(mistakes(request("out.mp4").resize(8192, 8192)))
        .singleElement()
        .asString()
        .startsWith("Cannot make a video of 8192x8192: ");
    assertThat(mistakes(request("out.mp4").resize(2, 2)))
        .singleElement()
        .asString()
        .startsWith("Cannot make a video of 2x2: ");
  }

  @Test
  void of_timesOutsideTheClip_isRefused() {
    assertThat(mistakes(request("out.mp4").start("6.5")))
        .containsExactly(
            "Options --start and --end leave no frame of %s, which lasts 6.000 s."
                .formatted(Demo.driving()));
  }

  @Test
  void of_referenceFrameOutsideTheFramesUsed_isRefused() {
    assertThat(
            mistakes(
                request("out.mp4")
                    .start("1")
                    .end("2")
                    .reference(AnimateRequest.Reference.frame(50))))
        .containsExactly(
            "Option --reference-frame must be one of the frames used, 25 to 49, found 50.");
  }

  @Test
  void of_truncatedClip_needsLeave() throws IOException {
    Path whole =
        TestClips.write(
            folder.resolve("whole.mp4"), TestClips.steady(24, 8), new FrameSize(64, 64));
    Path cut = TestClips.truncated(whole, folder.resolve("cut.mp4"), 0.7);

    assertThat(mistakes(request("out.mp4").driving(cut)))
        .singleElement()
        .asString()
        .contains(cut.toString())
        .endsWith("; give --allow-truncated to use it up to its last good frame");
    assertThat(Preparation.of(request("out.mp4").driving(cut).allowTruncated().make()).range())
        .isNotNull();
  }

  @Test
  void of_soundThatCannotBeUsed_isRefusedUnlessItIsLeftOut() throws IOException {
    Path clip = BrokenClocks.soundAtTheEndOfTime(folder.resolve("sound.mp4"));

    assertThat(mistakes(request("out.mp4").driving(clip)))
        .singleElement()
        .asString()
        .contains("Cannot read " + clip + ": a time of its sound is out of range")
        .endsWith("; give --audio none to leave it out");
    assertThat(Preparation.of(request("out.mp4").driving(clip).silent().make())).isNotNull();
  }

  private RequestMaker request(String output) {
    return new RequestMaker(folder.resolve(output));
  }

  private static List<String> mistakes(RequestMaker request) {
    return catchThrowableOfType(RequestException.class, () -> Preparation.of(request.make()))
        .mistakes();
  }
}
