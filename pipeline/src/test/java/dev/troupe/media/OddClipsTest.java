package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.*;

import dev.troupe.problems.BadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pixels that cannot be converted are refused when a clip is opened; slow clips keep their times.
 */
class OddClipsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {AV_PIX_FMT_RGB4, AV_PIX_FMT_BGR4})
  void probe_pixelsThatCannotBeConverted_areRefusedByName(int format) {
    String name = PixelFormats.name(format);
    TestVideos video = TestVideos.of("nut").video("rawvideo", format).frames(3, 25);

    assertRefused(
        video.write(folder.resolve("odd.nut")),
        "its pixels cannot be converted from their format, " + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1/3600", "1/1000", "7/1000", "1/1"})
  void ofImages_slowRates_areEncodedWithTheirTimes(String text) throws Exception {
    Rational rate = Rational.parse(text);
    Clip clip = Clips.ofImages("frames", images(), rate);
    Path made = folder.resolve("made.mp4");
    try (SegmentEncoder encoder =
        SegmentEncoder.open(Encoding.clean(clip.size(), clip.timeline()))) {
      for (Frame frame : MediaFiles.frames(clip)) {
        encoder.write(frame.picture(), frame.ticks());
      }
      Files.write(made, encoder.finish(clip.timeline().ticks(clip.timeline().count())));
    }

    Timeline found = MediaFiles.probe(made).timeline();

    assertThat(found.count()).isEqualTo(3);
    assertThat(found.time(1)).isEqualTo(rate.inverse());
    assertThat(found.duration()).isEqualTo(rate.inverse().times(3));
  }

  private List<MediaInput> images() throws Exception {
    byte[] png = Images.encodePng(TestPictures.picture(new FrameSize(64, 48), 0));
    return List.of(
        MediaInput.of("1.png", png), MediaInput.of("2.png", png), MediaInput.of("3.png", png));
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> MediaFiles.probe(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }
}
