package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipGeometryTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void read_everyOrientation_isShownAsItsMatrixSays(int exif) {
    Orientation orientation = Orientation.ofExif(exif);
    Clip clip =
        MediaFiles.probe(
            TestVideos.of("mov")
                .video("prores_ks", AV_PIX_FMT_YUV422P10LE)
                .turned(orientation)
                .frames(2, 25)
                .write(folder.resolve("turned.mov")));

    Picture stored = TestPictures.picture(new FrameSize(96, 64), 0);
    FrameSize shown = orientation.turn(stored.size());
    byte[] upright = new byte[stored.bgr().length];
    orientation.copy(stored.bgr(), stored.size(), upright, shown.width(), 0, 0);
    assertThat(clip.size()).isEqualTo(shown);
    Picture picture = MediaFiles.frames(clip).get(0).picture();
    assertThat(TestPictures.psnr(picture, new Picture(shown.width(), shown.height(), upright)))
        .isGreaterThan(25);
  }

  @Test
  void read_turnedClockwise_putsTheLeftTopCornerRight() {
    Clip clip =
        MediaFiles.probe(
            TestVideos.of("mp4")
                .video("libopenh264", AV_PIX_FMT_YUV420P)
                .turned(new Orientation(true, true, false))
                .write(folder.resolve("portrait.mp4")));

    assertThat(clip.size()).isEqualTo(new FrameSize(64, 96));
    Picture picture = MediaFiles.frames(clip).get(0).picture();
    assertNear(TestPictures.pixel(picture, 0.75, 0.25), TestPictures.QUADRANTS[0]);
    assertNear(TestPictures.pixel(picture, 0.75, 0.75), TestPictures.QUADRANTS[1]);
    assertNear(TestPictures.pixel(picture, 0.25, 0.25), TestPictures.QUADRANTS[2]);
    assertThat(Clips.describe(MediaInput.of(folder.resolve("portrait.mp4"))).rotation())
        .isEqualTo(90);
  }

  @Test
  void read_uneven_pixelsAreMadeSquare() {
    Clip wide =
        MediaFiles.probe(
            TestVideos.of("mp4")
                .video("mpeg4", AV_PIX_FMT_YUV420P)
                .pixelShape(4, 3)
                .write(folder.resolve("wide.mp4")));
    Clip high =
        MediaFiles.probe(
            TestVideos.of("mp4")
                .video("mpeg4", AV_PIX_FMT_YUV420P)
                .pixelShape(1, 2)
                .write(folder.resolve("high.mp4")));

    assertThat(wide.size()).isEqualTo(new FrameSize(128, 64));
    assertThat(high.size()).isEqualTo(new FrameSize(96, 128));
    assertThat(MediaFiles.frames(wide).get(3).picture().size()).isEqualTo(wide.size());
  }

  @Test
  void read_oddSize_keepsEveryColumn() {
    Clip clip =
        MediaFiles.probe(
            TestVideos.of("matroska")
                .video("libvpx-vp9", AV_PIX_FMT_YUV420P)
                .size(97, 63)
                .write(folder.resolve("odd.mkv")));

    assertThat(clip.size()).isEqualTo(new FrameSize(97, 63));
    Picture picture = MediaFiles.frames(clip).get(4).picture();
    assertThat(picture.size()).isEqualTo(clip.size());
    assertThat(TestPictures.psnr(picture, TestPictures.picture(new FrameSize(97, 63), 4)))
        .isGreaterThan(21);
  }

  @ParameterizedTest
  @CsvSource({"CROP", "PAD", "STRETCH"})
  void read_everyFit_placesThePictureAsNamed(Fit fit) {
    Clip clip =
        MediaFiles.probe(
            TestVideos.of("mp4")
                .video("libopenh264", AV_PIX_FMT_YUV420P)
                .size(192, 64)
                .write(folder.resolve("wide.mp4")));

    Picture picture =
        MediaFiles.frames(
                clip, new FrameRange(0, 1), Optional.of(new Scaling(new FrameSize(64, 64), fit)))
            .get(0)
            .picture();
    assertThat(picture.size()).isEqualTo(new FrameSize(64, 64));
    int[] top = TestPictures.pixel(picture, 0.7, 0.1);
    assertNear(top, fit == Fit.PAD ? new int[] {0, 0, 0} : TestPictures.QUADRANTS[1]);
    assertNear(TestPictures.pixel(picture, 0.25, 0.45), TestPictures.QUADRANTS[0]);
    assertNear(TestPictures.pixel(picture, 0.75, 0.58), TestPictures.QUADRANTS[3]);
  }

  @ParameterizedTest
  @CsvSource({"gif,gif," + AV_PIX_FMT_PAL8, "mov,png," + AV_PIX_FMT_RGBA})
  void read_transparency_becomesBlackWithoutBleeding(String format, String codec, int pixels) {
    assertTransparentIsBlack(format, codec, pixels);
  }

  @Test
  void read_proresAndVp9Alpha_becomesBlack() {
    assertTransparentIsBlack("mov", "prores_ks", AV_PIX_FMT_YUVA444P10LE);
    assertTransparentIsBlack("webm", "libvpx-vp9", AV_PIX_FMT_YUVA420P);
  }

  @ParameterizedTest
  @CsvSource({
    AVCOL_RANGE_MPEG + "," + AVCOL_SPC_BT709,
    AVCOL_RANGE_JPEG + "," + AVCOL_SPC_BT709,
    AVCOL_RANGE_MPEG + "," + AVCOL_SPC_SMPTE170M,
    AVCOL_RANGE_JPEG + "," + AVCOL_SPC_SMPTE170M
  })
  void read_rangeAndMatrix_areHonoured(int range, int matrix) {
    Clip clip =
        MediaFiles.probe(
            TestVideos.of("matroska")
                .video("ffv1", AV_PIX_FMT_YUV444P)
                .color(range, matrix)
                .write(folder.resolve("colors.mkv")));

    Picture picture = MediaFiles.frames(clip).get(0).picture();
    double[][] places = {{0.25, 0.4}, {0.75, 0.4}, {0.25, 0.75}, {0.75, 0.75}};
    for (int quadrant : IntStream.range(0, 4).toArray()) {
      int[] found = TestPictures.pixel(picture, places[quadrant][0], places[quadrant][1]);
      for (int channel = 0; channel < 3; channel++) {
        assertThat(found[channel])
            .isCloseTo(
                TestPictures.QUADRANTS[quadrant][channel], org.assertj.core.data.Offset.offset(3));
      }
    }
  }

  private void assertTransparentIsBlack(String format, String codec, int pixels) {
    FrameSize size = new FrameSize(96, 64);
    Clip clip =
        MediaFiles.probe(
            TestVideos.of(format)
                .video(codec, pixels)
                .pictures(i -> TestPictures.halfTransparent(size, i))
                .write(folder.resolve(codec + "." + format)));

    List<Frame> frames =
        MediaFiles.frames(
            clip, new FrameRange(3, 6), Optional.of(new Scaling(new FrameSize(48, 32), Fit.CROP)));
    Picture picture = frames.get(2).picture();
    assertNear(TestPictures.pixel(picture, 0.25, 0.4), TestPictures.QUADRANTS[0]);
    assertNear(TestPictures.pixel(picture, 0.75, 0.4), new int[] {0, 0, 0});
    assertNear(TestPictures.pixel(picture, 0.75, 0.8), new int[] {0, 0, 0});
  }

  private static void assertNear(int[] found, int[] expected) {
    for (int channel = 0; channel < 3; channel++) {
      assertThat(found[channel])
          .as("channel %d of %s", channel, java.util.Arrays.toString(found))
          .isBetween(expected[channel] - 45, expected[channel] + 45);
    }
  }

  @Test
  void ownSize_framesOfOneSize_isTheClips() {
    Clip clip =
        MediaFiles.probe(
            TestVideos.of("mp4")
                .video("mpeg4", AV_PIX_FMT_YUV420P)
                .size(64, 64)
                .pixelShape(2, 1)
                .write(folder.resolve("wide.mp4")));

    assertThat(ownSizes(clip)).containsOnly(clip.size()).containsOnly(new FrameSize(128, 64));
  }

  @Test
  void ownSize_streamThatChangesItsSize_isEachFramesOwn() throws IOException {
    Path first =
        TestVideos.of("h264")
            .video("libopenh264", AV_PIX_FMT_YUV420P)
            .size(96, 64)
            .frames(5, 25)
            .write(folder.resolve("first.264"));
    Path second =
        TestVideos.of("h264")
            .video("libopenh264", AV_PIX_FMT_YUV420P)
            .size(64, 48)
            .frames(5, 25)
            .write(folder.resolve("second.264"));
    Path both = folder.resolve("both.264");
    Files.write(both, Files.readAllBytes(first));
    Files.write(both, Files.readAllBytes(second), StandardOpenOption.APPEND);

    assertThat(ownSizes(MediaFiles.probe(both)))
        .startsWith(new FrameSize(96, 64))
        .endsWith(new FrameSize(64, 48))
        .hasSize(10);
  }

  @Test
  void ownSize_imagesOfDifferentSizes_isEachImagesOwn() throws IOException {
    List<MediaInput> images = new ArrayList<>();
    for (FrameSize size : List.of(new FrameSize(16, 16), new FrameSize(24, 16))) {
      Path file = folder.resolve(size + ".png");
      Files.write(file, Images.encodePng(TestPictures.picture(size, 0)));
      images.add(MediaInput.of(file));
    }
    Clip clip = Clips.ofImages("images", images, new Rational(25, 1));

    assertThat(ownSizes(clip)).containsExactly(new FrameSize(16, 16), new FrameSize(24, 16));
  }

  private static List<FrameSize> ownSizes(Clip clip) {
    List<FrameSize> sizes = new ArrayList<>();
    Scaling scaling = new Scaling(new FrameSize(32, 32), Fit.CROP);
    try (FrameReader reader = clip.read(MediaFiles.all(clip), Optional.of(scaling))) {
      while (reader.next().isPresent()) {
        sizes.add(reader.ownSize());
      }
    }
    return sizes;
  }
}
