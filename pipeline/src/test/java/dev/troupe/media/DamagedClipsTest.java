package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DamagedClipsTest {
  @TempDir Path folder;

  @Test
  void probe_noteLongerThanItsPicture_isNoDamage() {
    Clip clip = MediaFiles.probe(MediaFiles.resource("long-sei.mp4"));

    assertThat(clip.damage()).isEmpty();
    assertThat(MediaFiles.frames(clip)).hasSize(40);
    assertAnyRangeIsTheSame(clip);
  }

  @Test
  void probe_openGroups_areNoDamage() {
    Clip clip = MediaFiles.probe(MediaFiles.resource("open-gop.mp4"));

    assertThat(clip.damage()).isEmpty();
    assertThat(clip.timeline().count()).isEqualTo(60);
    assertAnyRangeIsTheSame(clip);
  }

  @ParameterizedTest
  @CsvSource({
    "open-gop, 0.2",
    "open-gop, 0.65",
    "h264, 0.45",
    "mpeg4, 0.5",
    "mjpeg, 0.5",
    "mjpeg-avi, 0.5"
  })
  void read_damagedMiddle_keepsCountTimesAndTheFramesBeforeAndAfter(String kind, double where)
      throws IOException {
    Path whole = whole(kind);
    Clip sound = MediaFiles.probe(whole);
    List<Frame> expected = MediaFiles.frames(sound);

    Clip clip = MediaFiles.probe(damaged(whole, where, 60));

    assertThat(clip.damage()).hasValueSatisfying(text -> assertThat(text).contains("frame"));
    int first = firstNumber(clip.damage().orElseThrow());
    assertThat(first).isBetween(3, 50);
    assertThat(MediaFiles.ticks(clip)).isEqualTo(MediaFiles.ticks(sound));
    List<Frame> found = MediaFiles.frames(clip);
    assertThat(found).hasSize(60);
    for (int i = 0; i < 60; i++) {
      assertThat(found.get(i).ticks()).isEqualTo(expected.get(i).ticks());
      if (i < first - 4 || i > first + 24) { // B-frames before it and its group's rest refer to it
        assertThat(found.get(i).picture().bgr()).isEqualTo(expected.get(i).picture().bgr());
      }
    }
    assertAnyRangeIsTheSame(clip);
  }

  @Test
  void read_emptiedPacket_showsTheFrameBefore() throws IOException {
    Path file = whole("mjpeg");
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int start = -1;
    for (int i = 0; i <= 30; i++) {
      start = text.indexOf("\u00ff\u00d8\u00ff", start + 1); // where a JPEG picture begins
    }
    int end = text.indexOf("\u00ff\u00d8\u00ff", start + 1);
    java.util.Arrays.fill(bytes, start, end, (byte) 0);
    Clip clip = MediaFiles.probe(Files.write(folder.resolve("emptied.mov"), bytes));

    assertThat(clip.timeline().count()).isEqualTo(60);
    assertThat(clip.damage())
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("frame 30 (at 1.200 s)"));
    List<Frame> frames = MediaFiles.frames(clip);
    assertThat(frames.get(30).picture().bgr()).isEqualTo(frames.get(29).picture().bgr());
    assertThat(frames.get(31).picture().bgr()).isNotEqualTo(frames.get(29).picture().bgr());
    assertAnyRangeIsTheSame(clip);
  }

  @Test
  void probe_damagedFirstPicture_saysSoAndBeginsBehindIt() throws IOException {
    Path whole = MediaFiles.resource("open-gop.mp4");
    byte[] bytes = Files.readAllBytes(whole);
    int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("mdat");

    Clip clip = MediaFiles.probe(damaged(whole, (data + 2000.0) / bytes.length, 60));

    assertThat(clip.damage())
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("its first frame"));
    assertThat(clip.timeline().count()).isEqualTo(59);
    assertThat(MediaFiles.frames(clip)).hasSize(59);
    assertAnyRangeIsTheSame(clip);
  }

  @Test
  void again_soundClip_isTheSameWithoutDecodingAll() {
    Path file = MediaFiles.resource("open-gop.mp4");
    Clip clip = MediaFiles.probe(file);

    Clip again = Clips.again(MediaInput.of(file), clip.traits());

    assertThat(MediaFiles.ticks(again)).isEqualTo(MediaFiles.ticks(clip));
    assertThat(again.traits()).isEqualTo(clip.traits());
  }

  private Path whole(String kind) {
    TestVideos video =
        switch (kind) {
          case "open-gop" -> null;
          case "h264" -> TestVideos.of("mp4").video("libopenh264", AV_PIX_FMT_YUV420P);
          case "mpeg4" -> TestVideos.of("mp4").video("mpeg4", AV_PIX_FMT_YUV420P);
          case "mjpeg" -> TestVideos.of("mov").video("mjpeg", AV_PIX_FMT_YUVJ420P);
          default -> TestVideos.of("avi").video("mjpeg", AV_PIX_FMT_YUVJ420P);
        };
    if (video == null) {
      return MediaFiles.resource("open-gop.mp4");
    }
    if (!kind.equals("mjpeg-avi")) {
      video.formatOptions(Map.of("movflags", "faststart"));
    }
    return video
        .frames(60, 25)
        .groups(20, kind.equals("mpeg4") ? 2 : 0)
        .write(folder.resolve(kind + (kind.equals("mjpeg-avi") ? ".avi" : ".mov")));
  }

  private Path damaged(Path whole, double where, int count) throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    byte[] noise = new byte[count];
    new Random(5).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, (int) (bytes.length * where), count);
    return Files.write(folder.resolve("damaged-" + whole.getFileName()), bytes);
  }

  private static int firstNumber(String damage) {
    return Integer.parseInt(damage.replaceAll("(?s).* is damaged: frames? (\\d+) .*", "$1"));
  }

  private static void assertAnyRangeIsTheSame(Clip clip) {
    List<Frame> all = MediaFiles.frames(clip);
    for (int step : new int[] {7, 16}) {
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
}
