package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** High dynamic range and wide colours come out as BT.709. */
class ClipColoursTest {
  private static final FrameSize SIZE = new FrameSize(64, 64);

  @TempDir Path folder;

  /**
   * Stored values were computed from the expected ones by BT.2100's formulas, white at 150 cd/m².
   */
  @ParameterizedTest
  @CsvSource({
    AVCOL_TRC_ARIB_STD_B67 + ", 134 60 47, 190 60 60",
    AVCOL_TRC_ARIB_STD_B67 + ", 90 139 74, 60 180 90",
    AVCOL_TRC_ARIB_STD_B67 + ", 118 118 118, 150 150 150",
    AVCOL_TRC_SMPTE2084 + ", 111 75 66, 190 60 60",
    AVCOL_TRC_SMPTE2084 + ", 96 117 87, 60 180 90",
    AVCOL_TRC_SMPTE2084 + ", 108 108 108, 150 150 150",
    AVCOL_TRC_BT2020_10 + ", 159 81 66, 190 60 60",
    AVCOL_TRC_BT2020_10 + ", 121 174 102, 60 180 90",
    AVCOL_TRC_BT2020_10 + ", 150 150 150, 150 150 150",
    AVCOL_TRC_UNSPECIFIED + ", 159 81 66, 190 60 60"
  })
  void read_wideColours_areThoseOfBt709(int transfer, String stored, String expected) {
    int primaries = transfer == AVCOL_TRC_UNSPECIFIED ? AVCOL_PRI_UNSPECIFIED : AVCOL_PRI_BT2020;
    assertColour(video(stored).light(transfer, primaries), expected, 3);
  }

  @ParameterizedTest
  @CsvSource({AVCOL_TRC_ARIB_STD_B67 + "", AVCOL_TRC_SMPTE2084 + ""})
  void read_brightestLight_isWhite(int transfer) {
    assertColour(video("255 255 255").light(transfer, AVCOL_PRI_BT2020), "253 253 253", 3);
    assertColour(video("0 0 0").light(transfer, AVCOL_PRI_BT2020), "0 0 0", 1);
  }

  @Test
  void read_highlight_keepsItsHue() {
    Picture picture = read(video("230 150 120").light(AVCOL_TRC_ARIB_STD_B67, AVCOL_PRI_BT2020));

    int[] rgb = rgb(picture, 0.5);
    assertThat(rgb[0]).isGreaterThan(235);
    assertThat(rgb[1]).isLessThan(rgb[0] - 80);
    assertThat(rgb[2]).isLessThan(rgb[1]);
  }

  @Test
  void read_transparentAndHdr_isBothFlattenedAndMapped() {
    TestVideos video =
        TestVideos.of("mov")
            .video("prores_ks", AV_PIX_FMT_YUVA444P10LE)
            .size(SIZE.width(), SIZE.height())
            .color(AVCOL_RANGE_MPEG, AVCOL_SPC_BT2020_NCL)
            .light(AVCOL_TRC_SMPTE2084, AVCOL_PRI_BT2020)
            .pictures(i -> plain("111 75 66"));
    assertColour(video, "190 60 60", 6);
  }

  @Test
  void read_camerasHlg_staysRed() {
    Clip clip = MediaFiles.probe(MediaFiles.resource("hlg.mov"));

    int[] rgb = rgb(MediaFiles.frames(clip).get(0).picture(), 0.03);

    assertThat(rgb[0]).isGreaterThan(160);
    assertThat(rgb[1]).isLessThan(60);
    assertThat(rgb[2]).isLessThan(60);
  }

  private static TestVideos video(String rgb) {
    return TestVideos.of("matroska")
        .video("ffv1", AV_PIX_FMT_YUV444P10LE)
        .size(SIZE.width(), SIZE.height())
        .color(AVCOL_RANGE_MPEG, AVCOL_SPC_BT2020_NCL)
        .pictures(i -> plain(rgb));
  }

  private static byte[] plain(String rgb) {
    int[] colour = numbers(rgb);
    byte[] bgra = new byte[SIZE.width() * SIZE.height() * 4];
    for (int i = 0; i < bgra.length; i++) {
      bgra[i] = (byte) (i % 4 == 3 ? 255 : colour[2 - i % 4]);
    }
    return bgra;
  }

  private static int[] rgb(Picture picture, double place) {
    int[] bgr = TestPictures.pixel(picture, place, place);
    return new int[] {bgr[2], bgr[1], bgr[0]};
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.trim().split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  private void assertColour(TestVideos video, String expected, int tolerance) {
    int[] found = rgb(read(video), 0.5);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(found[channel])
          .as("%s", Arrays.toString(found))
          .isCloseTo(numbers(expected)[channel], Offset.offset(tolerance));
    }
  }

  private Picture read(TestVideos video) {
    Clip clip = MediaFiles.probe(video.frames(2, 25).write(folder.resolve("colours")));
    return MediaFiles.frames(
            clip,
            new FrameRange(0, 1),
            Optional.of(new Scaling(new FrameSize(32, 32), Fit.STRETCH)))
        .get(0)
        .picture();
  }
}
