package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClipFormatsTest {
  @TempDir Path folder;

  static Stream<Arguments> formats() {
    return Stream.of(
        format("h264.mp4", TestVideos.of("mp4").video("libopenh264", AV_PIX_FMT_YUV420P)),
        format("h264.ts", TestVideos.of("mpegts").video("libopenh264", AV_PIX_FMT_YUV420P)),
        format("h264.264", TestVideos.of("h264").video("libopenh264", AV_PIX_FMT_YUV420P)),
        format(
            "b-frames.mp4", TestVideos.of("mp4").video("mpeg4", AV_PIX_FMT_YUV420P).groups(7, 2)),
        format(
            "b-frames.avi", TestVideos.of("avi").video("mpeg4", AV_PIX_FMT_YUV420P).groups(7, 2)),
        format(
            "b-frames.mpg",
            TestVideos.of("mpeg").video("mpeg2video", AV_PIX_FMT_YUV420P).groups(7, 2)),
        format(
            "vp9.webm",
            TestVideos.of("webm")
                .video("libvpx-vp9", AV_PIX_FMT_YUV420P)
                .groups(100, 0)
                .codecOptions(Map.of("auto-alt-ref", "1", "lag-in-frames", "16"))),
        format(
            "vp8.webm",
            TestVideos.of("webm")
                .video("libvpx", AV_PIX_FMT_YUV420P)
                .groups(100, 0)
                .codecOptions(Map.of("auto-alt-ref", "1", "lag-in-frames", "16"))),
        format(
            "av1.mp4",
            TestVideos.of("mp4")
                .video("libaom-av1", AV_PIX_FMT_YUV420P)
                .codecOptions(Map.of("cpu-used", "8"))),
        format(
            "av1-10bit.mkv",
            TestVideos.of("matroska")
                .video("libaom-av1", AV_PIX_FMT_YUV420P10LE)
                .codecOptions(Map.of("cpu-used", "8"))),
        format("prores.mov", TestVideos.of("mov").video("prores_ks", AV_PIX_FMT_YUV422P10LE)),
        format("mjpeg.avi", TestVideos.of("avi").video("mjpeg", AV_PIX_FMT_YUVJ420P)),
        format("ffv1.mkv", TestVideos.of("matroska").video("ffv1", AV_PIX_FMT_YUV444P)),
        format("animated.gif", TestVideos.of("gif").video("gif", AV_PIX_FMT_PAL8)),
        format("animated.png", TestVideos.of("apng").video("apng", AV_PIX_FMT_RGBA)));
  }

  private static Arguments format(String name, TestVideos video) {
    return Arguments.of(name, video);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void read_everyFormat_givesUprightColorsAtExactTimes(String name, TestVideos video) {
    Clip clip = MediaFiles.probe(video.write(folder.resolve(name)));

    assertThat(clip.size()).isEqualTo(new FrameSize(96, 64));
    assertThat(clip.timeline().count()).isEqualTo(20);
    assertThat(clip.damage()).isEmpty();
    List<Frame> frames = MediaFiles.frames(clip);
    assertThat(frames).hasSize(20);
    for (Frame frame : frames) {
      Rational time = clip.timeline().time(frame.index()).minus(clip.timeline().time(0));
      assertThat(Math.abs(time.toDouble() - frame.index() / 25.0)).isLessThan(0.0011);
      assertThat(TestPictures.psnr(frame.picture(), expected(frame.index()))).isGreaterThan(18);
    }
    double duration = clip.timeline().duration().toDouble();
    assertThat(duration).isBetween(0.8 - 0.0011, 0.8 + 0.0011);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void read_anyRange_givesTheSamePixelsAsTheWholeClip(String name, TestVideos video) {
    Clip clip = MediaFiles.probe(video.write(folder.resolve(name)));
    Optional<Scaling> scaling = Optional.of(new Scaling(new FrameSize(32, 32), Fit.CROP));
    List<Frame> whole = MediaFiles.frames(clip, MediaFiles.all(clip), scaling);

    for (FrameRange range :
        List.of(new FrameRange(5, 9), new FrameRange(13, 14), new FrameRange(19, 20))) {
      List<Frame> part = MediaFiles.frames(clip, range, scaling);
      assertThat(part).hasSize(range.count());
      for (Frame frame : part) {
        Frame same = whole.get(frame.index());
        assertThat(frame.ticks()).isEqualTo(same.ticks());
        assertThat(frame.key()).isEqualTo(same.key());
        assertThat(frame.picture().bgr()).isEqualTo(same.picture().bgr());
      }
    }
  }

  @Test
  void read_hevcTenBit_givesTwelveFrames() {
    Clip clip = MediaFiles.probe(MediaFiles.resource("hevc-10bit.mp4"));

    assertThat(clip.timeline().frameRate()).isEqualTo(new Rational(30000, 1001));
    assertThat(clip.timeline().time(7)).isEqualTo(new Rational(7 * 1001, 30000));
    List<Frame> frames = MediaFiles.frames(clip);
    assertThat(frames).hasSize(12);
    Frame alone = MediaFiles.frames(clip, new FrameRange(8, 9), Optional.empty()).get(0);
    assertThat(alone.picture().bgr()).isEqualTo(frames.get(8).picture().bgr());
    assertThat(Clips.describe(MediaInput.of(MediaFiles.resource("hevc-10bit.mp4"))))
        .returns("hevc", ClipFacts::codec)
        .returns("yuv420p10le", ClipFacts::pixelFormat);
  }

  private static Picture expected(int index) {
    return TestPictures.picture(new FrameSize(96, 64), index);
  }
}
