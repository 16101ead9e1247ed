package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames of two fields become one progressive frame each, wherever reading begins. */
class InterlacedClipsTest {
  private static final FrameSize SIZE = new FrameSize(96, 64);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "mpeg, mpeg2video, true",
    "mpeg, mpeg2video, false",
    "mov, mpeg2video, true",
    "matroska, ffv1, false",
    "avi, dvvideo, false"
  })
  void read_fields_areMadeWholeFrames(String format, String codec, boolean isTopFirst) {
    boolean isDv = codec.equals("dvvideo");
    FrameSize size = isDv ? new FrameSize(720, 576) : SIZE;
    TestVideos video =
        TestVideos.of(format)
            .video(codec, codec.equals("ffv1") ? AV_PIX_FMT_YUV422P : AV_PIX_FMT_YUV420P)
            .size(size.width(), size.height())
            .groups(6, codec.equals("mpeg2video") ? 2 : 0)
            .fields(isTopFirst)
            .pictures(i -> movingBar(size, i, isTopFirst));
    if (codec.equals("mpeg2video")) {
      video.codecOptions(Map.of("flags", "+ilme+ildct+bitexact"));
    }
    Path file = video.write(folder.resolve("fields." + format));
    Clip clip = MediaFiles.probe(file);

    List<Frame> found = MediaFiles.frames(clip);
    List<Frame> stored = MediaFiles.frames(clip.deinterlaced(Deinterlacing.OFF));

    assertThat(found).hasSize(20);
    assertThat(clip.damage()).isEmpty();
    for (int i = 0; i < 20; i++) {
      assertThat(found.get(i).ticks()).isEqualTo(stored.get(i).ticks());
      assertThat(combing(found.get(i).picture()))
          .as("frame %d", i)
          .isLessThan(combing(stored.get(i).picture()) / 3);
    }
    assertAnyRangeIsTheSame(clip, found);
  }

  @Test
  void read_progressiveFramesInAnInterlacedFormat_stayAsTheyAre() {
    Path file =
        TestVideos.of("mpeg")
            .video("mpeg2video", AV_PIX_FMT_YUV420P)
            .groups(6, 2)
            .write(folder.resolve("progressive.mpg"));
    Clip clip = MediaFiles.probe(file);

    List<Frame> found = MediaFiles.frames(clip);
    List<Frame> stored = MediaFiles.frames(clip.deinterlaced(Deinterlacing.OFF));

    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).picture().bgr()).isEqualTo(stored.get(i).picture().bgr());
    }
  }

  @Test
  void read_camerasFields_areDeinterlacedInAnyRange() {
    Clip clip = MediaFiles.probe(MediaFiles.resource("interlaced.mp4"));
    List<Frame> found = MediaFiles.frames(clip);
    List<Frame> stored = MediaFiles.frames(clip.deinterlaced(Deinterlacing.OFF));

    assertThat(found).hasSize(40);
    assertThat(combing(found.get(20).picture()))
        .isLessThan(combing(stored.get(20).picture()) * 0.8);
    assertAnyRangeIsTheSame(clip, found);
    assertAnyRangeIsTheSame(
        Clips.again(MediaInput.of(MediaFiles.resource("interlaced.mp4")), clip.traits()), found);
  }

  private static void assertAnyRangeIsTheSame(Clip clip, List<Frame> all) {
    for (int step : new int[] {1, 7, 16}) {
      for (int from = 0; from < all.size(); from += step) {
        FrameRange range = new FrameRange(from, Math.min(from + step, all.size()));
        for (Frame frame : MediaFiles.frames(clip, range, Optional.empty())) {
          assertThat(frame.picture().bgr())
              .as("frame %d from %d on", frame.index(), from)
              .isEqualTo(all.get(frame.index()).picture().bgr());
        }
      }
    }
  }

  /** A bar that moves between the fields, too. */
  private static byte[] movingBar(FrameSize size, int frame, boolean isTopFirst) {
    byte[] bgra = new byte[size.width() * size.height() * 4];
    for (int y = 0; y < size.height(); y++) {
      boolean isSecond = (y % 2 == 0) != isTopFirst;
      int left = (frame * 2 + (isSecond ? 1 : 0)) * size.width() / 60;
      for (int x = 0; x < size.width(); x++) {
        boolean isBar = x >= left && x < left + size.width() / 4;
        for (int channel = 0; channel < 4; channel++) {
          bgra[(y * size.width() + x) * 4 + channel] = (byte) (isBar || channel == 3 ? 235 : 20);
        }
      }
    }
    return bgra;
  }

  /** How much rows differ from both neighbours, where the neighbours are alike. */
  private static double combing(Picture picture) {
    long sum = 0;
    int row = picture.width() * 3;
    byte[] bgr = picture.bgr();
    for (int i = row; i < bgr.length - row; i++) {
      int above = bgr[i - row] & 0xFF;
      int here = bgr[i] & 0xFF;
      int below = bgr[i + row] & 0xFF;
      sum += Math.max(0, Math.abs(2 * here - above - below) - 2 * Math.abs(above - below));
    }
    return (double) sum / bgr.length;
  }
}
