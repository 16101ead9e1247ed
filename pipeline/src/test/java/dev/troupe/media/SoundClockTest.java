package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import dev.troupe.media.AssemblyResult.AudioAction;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clips of two parts of two seconds: silence, then a tone from half a second into the second part
 * on. Whatever the clocks do, frame 50 begins the second part, and the tone follows it.
 */
class SoundClockTest {
  private static final int RATE = 44100;
  private static final int NEVER = Integer.MAX_VALUE;
  private static final double PACKET = 1024.0 / RATE;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "aac,0,0,COPIED",
    "mp2,0,0,REENCODED",
    "aac,1000,10,COPIED",
    "mp2,1000,10,REENCODED",
    "aac,0,5000,COPIED",
    "mp2,0,5000,REENCODED"
  })
  void assemble_joinedBroadcast_keepsSoundInStep(
      String codec, double first, double second, AudioAction action) throws IOException {
    Path joined =
        BrokenClocks.joined(
            folder.resolve("joined.ts"),
            part("mpegts", codec, RATE, NEVER, first),
            part("mpegts", codec, RATE, RATE / 2, second));
    Clip clip = MediaFiles.probe(joined);

    AssemblyResult result = assemble(clip, MediaFiles.all(clip));

    assertThat(result.audio()).isEqualTo(action);
    assertThat(result.frames()).isEqualTo(100);
    assertThat(clip.timeline().duration().toDouble()).isCloseTo(4, Offset.offset(0.01));
    assertThat(onset()).isCloseTo(2.5, Offset.offset(PACKET));
  }

  /** 33 bits of a broadcast's clock last for 26.5 hours. */
  @ParameterizedTest
  @CsvSource({"95440,0", "95441.6,0", "0,95440"})
  void assemble_clockThatWraps_keepsSoundInStep(double first, double second) throws IOException {
    Clip clip =
        MediaFiles.probe(
            BrokenClocks.joined(
                folder.resolve("joined.ts"),
                part("mpegts", "aac", RATE, NEVER, first),
                part("mpegts", "aac", RATE, RATE / 2, second)));

    assemble(clip, MediaFiles.all(clip));

    Timeline timeline = clip.timeline();
    assertThat(timeline.duration().toDouble()).isBetween(3.99, 6.0);
    assertThat(onset())
        .isCloseTo(
            timeline.time(50).minus(timeline.time(0)).toDouble() + 0.5, Offset.offset(PACKET));
  }

  @Test
  void assemble_manyParts_doesNotDriftWithEach() throws IOException {
    Path silent = part("mpegts", "aac", RATE, NEVER, 0);
    Path[] parts = {
      silent, silent, silent, silent, silent, part("mpegts", "aac", RATE, RATE / 2, 0)
    };
    Clip clip = MediaFiles.probe(BrokenClocks.joined(folder.resolve("joined.ts"), parts));

    assemble(clip, MediaFiles.all(clip));

    assertThat(onset()).isCloseTo(10.5, Offset.offset(PACKET));
  }

  @Test
  void assemble_partWithoutSoundBetween_keepsSoundInStep() throws IOException {
    Path mute =
        TestVideos.of("mpegts")
            .video("mpeg4", AV_PIX_FMT_YUV420P)
            .frames(50, 25)
            .write(folder.resolve("mute.ts"));
    Clip clip =
        MediaFiles.probe(
            BrokenClocks.joined(
                folder.resolve("joined.ts"),
                part("mpegts", "mp2", RATE, NEVER, 0),
                mute,
                part("mpegts", "mp2", RATE, RATE / 2, 0)));

    assemble(clip, MediaFiles.all(clip));

    assertThat(onset()).isCloseTo(4.5, Offset.offset(0.05));
  }

  @ParameterizedTest
  @CsvSource({"40,80", "60,100", "30,62", "50,90", "10,50"})
  void assemble_cutAroundTheStep_keepsSoundInStep(int from, int until) throws IOException {
    Clip clip = MediaFiles.probe(joinedAlike());

    AssemblyResult result = assemble(clip, new FrameRange(from, until));

    assertThat(result.frames()).isEqualTo(until - from);
    double tone = Math.max(0, (62.5 - from) / 25);
    if (until > 63) {
      assertThat(onset()).isCloseTo(tone, Offset.offset(PACKET));
    }
    double length = (until - from) / 25.0;
    double found = Clips.describe(MediaInput.of(output())).duration().orElseThrow().toDouble();
    assertThat(found).isCloseTo(length, Offset.offset(0.06));
  }

  @Test
  void assemble_otherRateBehindTheStep_encodesSoundAnew() throws IOException {
    Clip clip =
        MediaFiles.probe(
            BrokenClocks.joined(
                folder.resolve("joined.ts"),
                part("mpegts", "aac", RATE, NEVER, 0),
                part("mpegts", "aac", 48000, 24000, 0)));

    AssemblyResult result = assemble(clip, MediaFiles.all(clip));

    assertThat(result.audio()).isEqualTo(AudioAction.REENCODED);
    assertThat(onset()).isCloseTo(2.5, Offset.offset(0.05));
  }

  @ParameterizedTest
  @CsvSource({"aac,COPIED", "pcm_s16le,REENCODED"})
  void assemble_reconnectedStream_keepsSoundInStep(String codec, AudioAction action)
      throws IOException {
    Clip clip =
        MediaFiles.probe(
            BrokenClocks.reconnected(
                folder.resolve("restart.flv"),
                part("flv", codec, RATE, NEVER, 0),
                part("flv", codec, RATE, RATE / 2, 0)));

    AssemblyResult result = assemble(clip, MediaFiles.all(clip));

    assertThat(result.audio()).isEqualTo(action);
    assertThat(onset()).isCloseTo(2.5, Offset.offset(0.05));
  }

  @ParameterizedTest
  @CsvSource({"aac,40", "aac,300", "aac,900", "pcm_s16le,40", "pcm_s16le,300", "pcm_s16le,900"})
  void assemble_bothClocksStepALittle_keepsSoundInStep(String codec, long step)
      throws IOException {
    Path file =
        BrokenClocks.restamped(
            part("flv", codec, RATE, 2 * RATE - RATE / 2, 0),
            (sound, time) -> time >= 1000 ? time - step : time);
    Clip clip = MediaFiles.probe(file);

    assemble(clip, MediaFiles.all(clip));

    assertThat(clip.timeline().count()).isEqualTo(50);
    assertThat(onset()).isCloseTo(1.5, Offset.offset(0.06));
  }

  @Test
  void assemble_joinedWithFramesOutOfOrder_keepsSoundInStep() throws IOException {
    Path[] parts = new Path[2];
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          TestVideos.of("mpegts")
              .video("mpeg4", AV_PIX_FMT_YUV420P)
              .frames(50, 25)
              .groups(10, 2)
              .sound(new TestSound("aac", RATE, 2, 0, 2 * RATE, i == 0 ? NEVER : RATE / 2))
              .write(folder.resolve("part-" + i + ".ts"));
    }
    Clip clip = MediaFiles.probe(BrokenClocks.joined(folder.resolve("joined.ts"), parts));

    assemble(clip, MediaFiles.all(clip));

    int begin = clip.timeline().count() - 50;
    double half = clip.timeline().time(begin).minus(clip.timeline().time(0)).toDouble();
    assertThat(begin).isBetween(48, 50);
    assertThat(onset()).isCloseTo(half + 0.5, Offset.offset(0.06));
  }

  @ParameterizedTest
  @CsvSource({"0.4", "-0.4"})
  void assemble_soundOfTheSecondPartStartsElsewhere_startsThere(double start) throws IOException {
    long[] ticks = TestVideos.count(50, 1);
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] += 25;
    }
    Path second =
        TestVideos.of("mpegts")
            .video("mpeg4", AV_PIX_FMT_YUV420P)
            .times(new Rational(1, 25), 75, ticks)
            .sound(new TestSound("aac", RATE, 2, 0, 2 * RATE, RATE).startingAt(1 + start))
            .write(folder.resolve("second.ts"));
    Clip clip =
        MediaFiles.probe(
            BrokenClocks.joined(
                folder.resolve("joined.ts"), part("mpegts", "aac", RATE, NEVER, 0), second));

    assemble(clip, MediaFiles.all(clip));

    assertThat(onset()).isCloseTo(2 + start + 1, Offset.offset(0.03));
  }

  /** Only the sound's clock steps, by so many milliseconds, a second into the clip. */
  @ParameterizedTest
  @CsvSource({
    "aac,-40",
    "aac,-300",
    "aac,-990",
    "aac,20",
    "aac,400",
    "pcm_s16le,-40",
    "pcm_s16le,-300",
    "pcm_s16le,-990",
    "pcm_s16le,400"
  })
  void assemble_onlySoundSteps_goesOnOrFollowsItsClock(String codec, long step) throws IOException {
    Path file =
        BrokenClocks.restamped(
            part("flv", codec, RATE, 2 * RATE - RATE / 2, 0),
            (sound, time) -> sound && time >= 1000 ? time + step : time);
    Clip clip = MediaFiles.probe(file);

    assemble(clip, MediaFiles.all(clip));

    double stated = 1.5 + step / 1000.0;
    double expected = step < -500 ? 1.5 : stated;
    assertThat(onset()).isCloseTo(expected, Offset.offset(0.06));
  }

  @ParameterizedTest
  @CsvSource({"aac,46", "aac,100000", "pcm_s16le,46", "pcm_s16le,100000"})
  void assemble_equalTimes_followEachOther(String codec, long grid) throws IOException {
    Path file =
        BrokenClocks.restamped(
            part("flv", codec, RATE, 2 * RATE - RATE / 2, 0),
            (sound, time) -> sound ? time / grid * grid : time);
    Clip clip = MediaFiles.probe(file);

    assemble(clip, MediaFiles.all(clip));

    assertThat(onset()).isCloseTo(1.5, Offset.offset(0.06));
  }

  @ParameterizedTest
  @CsvSource({"aac", "pcm_s16le"})
  void assemble_bothClocksPause_keepsThePause(String codec) throws IOException {
    Path file =
        BrokenClocks.restamped(
            part("flv", codec, RATE, 2 * RATE - RATE / 2, 0),
            (sound, time) -> time >= 1000 ? time + 20_000 : time);
    Clip clip = MediaFiles.probe(file);

    assemble(clip, MediaFiles.all(clip));

    assertThat(clip.timeline().duration().toDouble()).isCloseTo(22, Offset.offset(0.1));
    assertThat(onset()).isCloseTo(21.5, Offset.offset(0.06));
  }

  @ParameterizedTest
  @CsvSource({"aac", "pcm_s16le"})
  void assemble_soundComesBackHoursBehindThePictures_endsBefore(String codec) throws IOException {
    Path file =
        BrokenClocks.restamped(
            part("flv", codec, RATE, RATE / 2, 0),
            (sound, time) -> sound && time >= 1000 ? time + 7_200_000 : time);
    Clip clip = MediaFiles.probe(file);

    assemble(clip, MediaFiles.all(clip));

    assertThat(onset()).isCloseTo(0.5, Offset.offset(0.05));
    double found = Clips.describe(MediaInput.of(output())).duration().orElseThrow().toDouble();
    assertThat(found).isCloseTo(2, Offset.offset(0.1));
  }

  @ParameterizedTest
  @CsvSource({"aac", "pcm_s16le"})
  void assemble_pauseOfManyHours_isRefused(String codec) {
    Path file =
        BrokenClocks.restamped(
            part("flv", codec, RATE, RATE / 2, 0),
            (sound, time) -> time >= 1000 ? time + 40_000_000 : time);
    Clip clip = MediaFiles.probe(file);

    assertThatThrownBy(() -> assemble(clip, MediaFiles.all(clip)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("Cannot read " + file + ": its sound pauses for 11.1 hours");
  }

  @Test
  void assemble_fragmentsNearTheEndOfTime_areBadData() {
    Path file = fragmented(2, 1L << 62);
    Clip clip = MediaFiles.probe(file);

    assertThat(Sound.mistake(clip).orElseThrow())
        .contains("Cannot read " + file + ": a time of its sound is out of range")
        .endsWith("; give --audio none to leave it out");
    assertThatThrownBy(() -> assemble(clip, MediaFiles.all(clip)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("Cannot read " + file);
  }

  @ParameterizedTest
  @CsvSource({"45", "50", "59"})
  void assemble_fragmentsYearsLater_areBadData(int power) {
    Clip clip = MediaFiles.probe(fragmented(2, 1L << power));

    assertThatThrownBy(() -> assemble(clip, MediaFiles.all(clip)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("a part of its sound lies");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE - 600, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62})
  void probe_picturesNearTheEndOfTime_areBadData(long time) {
    Path file = fragmented(1, time);

    assertThatThrownBy(() -> MediaFiles.probe(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("Cannot read " + file);
  }

  private Path fragmented(int track, long time) {
    Path file = BrokenClocks.fragmented(folder.resolve("fragments.mp4"));
    return BrokenClocks.fragmentsAt(file, track, time);
  }

  private Path joinedAlike() {
    return BrokenClocks.joined(
        folder.resolve("joined.ts"),
        part("mpegts", "aac", RATE, NEVER, 0),
        part("mpegts", "aac", RATE, RATE / 2, 0));
  }

  private Path part(String format, String codec, int rate, int toneAt, double start) {
    long[] ticks = TestVideos.count(50, 1);
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] += Math.round(start * 25);
    }
    return TestVideos.of(format)
        .video(format.equals("flv") ? "flv" : "mpeg4", AV_PIX_FMT_YUV420P)
        .times(new Rational(1, 25), ticks[49] + 1, ticks)
        .sound(new TestSound(codec, rate, 2, Math.round(ticks[0] / 25.0 * rate), 2 * rate, toneAt))
        .write(folder.resolve("part-" + toneAt + "-" + rate + "." + format));
  }

  private Path output() {
    return folder.resolve("out.mp4");
  }

  /** When the tone begins, in seconds after the first frame. */
  private double onset() {
    return SoundProbe.onset(output()) - MediaFiles.probe(output()).timeline().time(0).toDouble();
  }

  private AssemblyResult assemble(Clip clip, FrameRange range) throws IOException {
    return VideoAssemblerTest.assemble(clip, range, 25, output());
  }
}
