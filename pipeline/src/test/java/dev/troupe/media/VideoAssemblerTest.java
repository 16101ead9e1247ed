package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.*;

import dev.troupe.media.AssemblyResult.AudioAction;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoAssemblerTest {
  private static final Rational MILLISECOND = new Rational(1, 1000);

  @TempDir Path folder;

  @Test
  void assemble_wholeClip_copiesSoundPacketForPacket() throws IOException {
    Clip clip = MediaFiles.probe(MediaFiles.demo("driving-1.mp4"));
    Path output = folder.resolve("out.mp4");
    AssemblyResult result = assemble(clip, MediaFiles.all(clip), 40, output);

    assertThat(result.audio()).isEqualTo(AudioAction.COPIED);
    assertThat(result.frames()).isEqualTo(150);
    assertThat(result.duration()).isEqualTo(clip.timeline().duration());
    assertThat(result.audioStart()).isZero();
    assertThat(result.audioDrift()).isZero();
    assertThat(SoundProbe.packets(output))
        .isEqualTo(SoundProbe.packets(MediaFiles.demo("driving-1.mp4")));
  }

  @Test
  void assemble_uneven_keepsEveryTimeAcrossSegments() throws IOException {
    long[] ticks = {90, 91, 95, 130, 131, 200, 207, 500, 501};
    List<MediaInput> segments = new ArrayList<>();
    List<Frame> frames = SegmentEncoderTest.pictures(64, 48, ticks);
    for (int i = 0; i < ticks.length; i += 3) {
      long end = i + 3 < ticks.length ? ticks[i + 3] : 510;
      segments.add(
          MediaInput.of(
              "segment " + i,
              SegmentEncoderTest.encode(
                  SegmentEncoderTest.encoding(64, 48, MILLISECOND),
                  frames.subList(i, i + 3),
                  end)));
    }
    Path output = folder.resolve("out.mp4");
    AssemblyResult result = VideoAssembler.assemble(plan(segments, 420, Optional.empty()), output);

    Timeline timeline = MediaFiles.probe(output).timeline();
    assertThat(timeline.count()).isEqualTo(9);
    for (int i = 0; i < ticks.length; i++) {
      assertThat(timeline.time(i)).isEqualTo(new Rational(ticks[i] - 90, 1000));
    }
    assertThat(timeline.duration()).isEqualTo(new Rational(420, 1000));
    assertThat(result)
        .isEqualTo(new AssemblyResult(9, new Rational(420, 1000), AudioAction.NONE, 0, 0));
  }

  @Test
  void assemble_trimmed_soundBeginsAndEndsExactly() throws IOException {
    Clip clip = clip("mp4", TestSound.of("aac", 2), "driving.mp4");
    Path output = folder.resolve("out.mp4");
    AssemblyResult result = assemble(clip, new FrameRange(10, 20), 5, output);

    assertThat(result.audioStart()).isCloseTo(0, Offset.offset(1.0 / 48000));
    assertThat(result.audioDrift()).isCloseTo(0, Offset.offset(1.0 / 48000));
    // the tone begins 0.5 s into the clip: 0.1 s after frame 10
    assertThat(SoundProbe.onset(output)).isCloseTo(0.1, Offset.offset(0.005));
    ClipFacts facts = Clips.describe(MediaInput.of(output));
    assertThat(facts.duration().orElseThrow().toDouble()).isCloseTo(0.4, Offset.offset(0.002));
  }

  @ParameterizedTest
  @CsvSource({
    "matroska,libopus,COPIED",
    "matroska,flac,COPIED",
    "matroska,libmp3lame,COPIED",
    "matroska,ac3,COPIED",
    "mpegts,aac,COPIED",
    "mov,pcm_s16le,REENCODED",
    "matroska,vorbis,REENCODED",
    "avi,pcm_s16le,REENCODED",
    "asf,wmav2,REENCODED"
  })
  void assemble_everySound_keepsItsTime(String format, String codec, AudioAction action)
      throws IOException {
    Clip clip = clip(format, TestSound.of(codec, 2), "driving." + format);
    Path output = folder.resolve("out.mp4");
    AssemblyResult result = assemble(clip, MediaFiles.all(clip), 25, output);

    double onset = SoundProbe.onset(Path.of(clip.name()));
    double first = clip.timeline().time(0).toDouble();
    assertThat(result.audio()).isEqualTo(action);
    assertThat(Math.abs(result.audioDrift())).isLessThan(0.002);
    double shown = MediaFiles.probe(output).timeline().time(0).toDouble();
    assertThat(SoundProbe.onset(output) - shown).isCloseTo(onset - first, Offset.offset(0.01));
  }

  @ParameterizedTest
  @CsvSource({"0.24,aac", "-0.2,aac", "0.24,pcm_s16le", "-0.2,pcm_s16le"})
  void assemble_soundStartsElsewhere_startsThereAgain(double start, String codec)
      throws IOException {
    Clip clip = clip("matroska", TestSound.of(codec, 2).startingAt(start + 1), "late.mkv");
    Path output = folder.resolve("out.mp4");
    AssemblyResult result = assemble(clip, MediaFiles.all(clip), 25, output);

    double shown = MediaFiles.probe(output).timeline().time(0).toDouble();
    assertThat(SoundProbe.onset(output) - shown).isCloseTo(start + 0.5, Offset.offset(0.008));
    assertThat(result.audioStart()).isCloseTo(start, Offset.offset(0.03));
    assertThat(result.frames()).isEqualTo(50);
  }

  @Test
  void assemble_twice_givesTheSameBytesWithTheIndexInFront() throws IOException {
    Clip clip = clip("mov", TestSound.of("pcm_s16le", 2), "driving.mov");
    Path first = folder.resolve("1.mp4");
    Path second = folder.resolve("2.mp4");
    assemble(clip, MediaFiles.all(clip), 10, first);
    assemble(clip, MediaFiles.all(clip), 10, second);

    byte[] bytes = Files.readAllBytes(first);
    assertThat(bytes).isEqualTo(Files.readAllBytes(second));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(text.indexOf("moov")).isBetween(1, text.indexOf("mdat"));
    assertThat(text).contains("made by a test");
  }

  @Test
  void assemble_foreignSegment_isRefusedAndLeavesNothing() {
    List<MediaInput> segments = List.of(segment(64, 48, 0, 40), MediaInput.of("other", other()));

    assertThatThrownBy(
            () ->
                VideoAssembler.assemble(
                    plan(segments, 80, Optional.empty()), folder.resolve("out.mp4")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("other");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void assemble_missingSegment_isNoticed() {
    assertThatThrownBy(
            () ->
                VideoAssembler.assemble(
                    plan(List.of(segment(64, 48, 0, 40)), 80, Optional.empty()),
                    folder.resolve("out.mp4")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("expected 2/25 s of video, found 1/25 s");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void assemble_missingFolder_isOneSentence() {
    Path output = folder.resolve("none").resolve("out.mp4");
    assertThatThrownBy(
            () ->
                VideoAssembler.assemble(
                    plan(List.of(segment(64, 48, 0, 40)), 40, Optional.empty()), output))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot write " + output + ": No such file or directory");
  }

  @Test
  void write_fullDisk_isNoticed() {
    Assembly assembly = new Assembly(plan(List.of(segment(64, 48, 0, 40)), 40, Optional.empty()));

    assertThatThrownBy(() -> assembly.write(Path.of("/dev/full")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device");
  }

  private Clip clip(String format, TestSound sound, String name) {
    boolean late = format.equals("matroska") && name.startsWith("late");
    long first = late ? 25 : 0;
    long[] ticks = TestVideos.count(50, 1);
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] += first;
    }
    return MediaFiles.probe(
        TestVideos.of(format)
            .video("mpeg4", AV_PIX_FMT_YUV420P)
            .times(new Rational(1, 25), first + 50, ticks)
            .sound(sound)
            .write(folder.resolve(name)));
  }

  static AssemblyResult assemble(Clip clip, FrameRange range, int length, Path output)
      throws IOException {
    Timeline timeline = clip.timeline();
    List<MediaInput> segments = new ArrayList<>();
    for (int from = range.from(); from < range.until(); from += length) {
      int until = Math.min(range.until(), from + length);
      List<Frame> frames = MediaFiles.frames(clip, new FrameRange(from, until), Optional.empty());
      segments.add(
          MediaInput.of(
              "segment " + from,
              SegmentEncoderTest.encode(
                  Encoding.clean(clip.size(), timeline), frames, timeline.ticks(until))));
    }
    return VideoAssembler.assemble(
        new AssemblyPlan(
            segments,
            timeline.timeBase(),
            timeline.ticks(range.until()) - timeline.ticks(range.from()),
            Sound.during(clip, range),
            Map.of("comment", "made by a test")),
        output);
  }

  private static MediaInput segment(int width, int height, long tick, long end) {
    return MediaInput.of(
        "segment",
        SegmentEncoderTest.encode(
            SegmentEncoderTest.encoding(width, height, MILLISECOND),
            SegmentEncoderTest.pictures(width, height, new long[] {tick}),
            end));
  }

  private static byte[] other() {
    return SegmentEncoderTest.encode(
        SegmentEncoderTest.encoding(80, 48, MILLISECOND),
        SegmentEncoderTest.pictures(80, 48, new long[] {0}),
        40);
  }

  private static AssemblyPlan plan(
      List<MediaInput> segments, long durationTicks, Optional<Sound> sound) {
    return new AssemblyPlan(segments, MILLISECOND, durationTicks, sound, Map.of());
  }
}
