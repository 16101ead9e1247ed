package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipTimesTest {
  private static final long[] UNEVEN = {7, 8, 12, 13, 40, 41, 42, 90, 91, 95, 96, 97};

  @TempDir Path folder;

  @Test
  void timeline_variableRateNotFromZero_isExactToTheTick() {
    Clip clip =
        MediaFiles.probe(
            TestVideos.of("matroska")
                .video("libopenh264", AV_PIX_FMT_YUV420P)
                .times(new Rational(1, 1000), 140, UNEVEN)
                .write(folder.resolve("uneven.mkv")));

    assertThat(clip.timeline().timeBase()).isEqualTo(new Rational(1, 1000));
    long[] ticks = MediaFiles.ticks(clip);
    assertThat(java.util.Arrays.copyOf(ticks, UNEVEN.length)).containsExactly(UNEVEN);
    assertThat(MediaFiles.frames(clip)).extracting(Frame::ticks).hasSize(UNEVEN.length);
    Frame single = MediaFiles.frames(clip, new FrameRange(8, 9), Optional.empty()).get(0);
    assertThat(single.ticks()).isEqualTo(91);
  }

  @Test
  void timeline_bFramesWithUnevenTimesInMp4_keepsThemAndTheLastDuration() {
    Clip clip =
        MediaFiles.probe(
            TestVideos.of("mp4")
                .video("mpeg4", AV_PIX_FMT_YUV420P)
                .groups(8, 2)
                .times(new Rational(1, 25), 98, UNEVEN)
                .write(folder.resolve("uneven.mp4")));

    Timeline timeline = clip.timeline();
    assertThat(timeline.count()).isEqualTo(UNEVEN.length);
    for (int i = 0; i < UNEVEN.length; i++) {
      assertThat(timeline.time(i).minus(timeline.time(0)))
          .isEqualTo(new Rational(UNEVEN[i] - UNEVEN[0], 25));
    }
    assertThat(timeline.duration()).isEqualTo(new Rational(98 - 7, 25));
    assertThat(MediaFiles.frames(clip)).hasSize(UNEVEN.length);
  }

  @Test
  void timeline_gifDelays_areExact() {
    Clip clip =
        MediaFiles.probe(
            TestVideos.of("gif")
                .video("gif", AV_PIX_FMT_PAL8)
                .times(new Rational(1, 100), 67, 0, 3, 10, 50, 55)
                .write(folder.resolve("delays.gif")));

    assertThat(clip.timeline().timeBase()).isEqualTo(new Rational(1, 100));
    assertThat(MediaFiles.ticks(clip)).startsWith(0, 3, 10, 50, 55).hasSize(6);
  }

  @Test
  void timeline_oneFrame_hasADuration() {
    for (String format : List.of("mp4", "matroska", "gif", "avi")) {
      boolean gif = format.equals("gif");
      Clip clip =
          MediaFiles.probe(
              TestVideos.of(format)
                  .video(gif ? "gif" : "mpeg4", gif ? AV_PIX_FMT_PAL8 : AV_PIX_FMT_YUV420P)
                  .frames(1, 25)
                  .write(folder.resolve("one." + format)));

      assertThat(clip.timeline().count()).as(format).isEqualTo(1);
      assertThat(clip.timeline().duration().toDouble()).as(format).isBetween(0.01, 0.11);
      assertThat(MediaFiles.frames(clip)).hasSize(1);
    }
  }

  @Test
  void timeline_stillImage_isOneFrame() {
    Clip clip = MediaFiles.probe(MediaFiles.demo("character-1.png"));

    assertThat(clip.timeline().count()).isEqualTo(1);
    assertThat(clip.size()).isEqualTo(new FrameSize(512, 512));
    assertThat(MediaFiles.frames(clip)).hasSize(1);
  }

  @Test
  void clip_serialised_readsTheSame() throws IOException, ClassNotFoundException {
    Clip clip = MediaFiles.probe(MediaFiles.demo("driving-1.mp4"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(clip);
    }
    Clip copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (Clip) in.readObject();
    }

    FrameRange range = new FrameRange(70, 72);
    assertThat(MediaFiles.frames(copy, range, Optional.empty()).get(1).picture().bgr())
        .isEqualTo(MediaFiles.frames(clip, range, Optional.empty()).get(1).picture().bgr());
  }
}
