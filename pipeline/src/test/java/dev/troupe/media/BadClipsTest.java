package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.*;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadClipsTest {
  @TempDir Path folder;

  @Test
  void probe_missingFile_saysSo() {
    assertRefused(folder.resolve("none.mp4"), "there is no such file");
  }

  @Test
  void probe_folder_saysSo() {
    assertRefused(folder, "expected a file, found a folder");
  }

  @Test
  void probe_emptyFile_saysSo() throws IOException {
    assertRefused(Files.createFile(folder.resolve("empty.mp4")), "it is empty");
  }

  @Test
  void probe_text_saysSo() throws IOException {
    assertRefused(
        Files.writeString(folder.resolve("a.mp4"), "no video\n".repeat(99)), "expected a video");
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.txt", "release.nfo", "art.ans"})
  void probe_textThatFfmpegWouldDraw_saysSo(String name) throws IOException {
    assertRefused(
        Files.writeString(folder.resolve(name), "no video\n".repeat(99)),
        "expected a video or a picture, found text");
  }

  @ParameterizedTest
  @ValueSource(ints = {AV_PIX_FMT_RGB4, AV_PIX_FMT_BGR4})
  void probe_pixelsThatCannotBeConverted_saysSo(int pixelFormat) throws IOException {
    Path file = folder.resolve("few-colours.nut");
    TestVideos.of("nut").video("rawvideo", pixelFormat).write(file);

    assertRefused(
        file,
        "its pixels cannot be converted from their format, " + PixelFormats.name(pixelFormat));
  }

  @Test
  void probe_noise_saysSo() throws IOException {
    byte[] noise = new byte[100_000];
    new Random(7).nextBytes(noise);
    assertRefused(Files.write(folder.resolve("noise.mkv"), noise), "Cannot read");
  }

  @Test
  void probe_unreadable_saysSo() {
    MediaInput input = new FailingInput("secret.mp4", true);
    assertThatThrownBy(() -> Clips.probe(input))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("secret.mp4: permission denied");
  }

  @Test
  void probe_brokenStorage_isNoFaultOfTheFile() {
    MediaInput input = new FailingInput("far.mp4", false);
    assertThatThrownBy(() -> Clips.probe(input))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("far.mp4");
  }

  @Test
  void probe_animatedWebp_isNotTakenForOneFrame() throws IOException {
    byte[] header = "RIFF....WEBPVP8X....\2...............".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(Files.write(folder.resolve("a.webp"), header), "animated WebP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska", "ogg"})
  void probe_onlySound_saysSo(String format) {
    String codec = format.equals("ogg") ? "flac" : "aac";
    assertRefused(
        TestVideos.of(format).sound(TestSound.of(codec, 1)).write(folder.resolve("a." + format)),
        "no video stream; expected a video, found only sound");
  }

  @Test
  void probe_soundWithCoverPicture_isNoVideo() {
    Path file =
        TestVideos.of("mp4")
            .video("png", AV_PIX_FMT_RGB24)
            .frames(1, 25)
            .asCover()
            .sound(TestSound.of("aac", 1))
            .write(folder.resolve("song.m4a"));
    assertRefused(file, "no video stream");
  }

  @Test
  void probe_zeroFrames_saysSo() {
    Path file =
        TestVideos.of("matroska")
            .video("mpeg4", AV_PIX_FMT_YUV420P)
            .times(new Rational(1, 25), 0)
            .sound(TestSound.of("aac", 1))
            .write(folder.resolve("none.mkv"));
    assertRefused(file, "no frame");
  }

  @Test
  void probe_hugeHeader_isRefusedBeforeMemoryIsTaken() throws IOException {
    Path file =
        TestVideos.of("mov").video("png", AV_PIX_FMT_RGB24).write(folder.resolve("huge.mov"));
    byte[] bytes = Files.readAllBytes(file);
    int entry = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("png ");
    for (int i = 0; i < 4; i++) {
      bytes[entry + 28 + i] = (byte) 0xFF; // width and height of the sample entry
    }
    assertRefused(Files.write(file, bytes), "found 65535x65535");
  }

  @Test
  void probe_hugeGif_isRefusedBeforeMemoryIsTaken() throws IOException {
    Path file =
        TestVideos.of("gif").video("gif", AV_PIX_FMT_PAL8).write(folder.resolve("huge.gif"));
    byte[] bytes = Files.readAllBytes(file);
    bytes[7] = bytes[9] = (byte) 0x3F; // high bytes of width and height: 16 thousand each
    assertRefused(Files.write(file, bytes), "Cannot read");
  }

  @Test
  void probe_playList_opensNothingElse() throws IOException {
    Path video =
        TestVideos.of("mpegts")
            .video("libopenh264", AV_PIX_FMT_YUV420P)
            .write(folder.resolve("v.ts"));
    String hls = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:0.8,\nfile://%s\n#EXT-X-ENDLIST\n";
    assertRefused(
        Files.writeString(folder.resolve("list.m3u8"), hls.formatted(video)), "Cannot read");
    assertRefused(
        Files.writeString(folder.resolve("list.ffconcat"), "ffconcat version 1.0\nfile v.ts\n"),
        "Cannot read");
  }

  @Test
  void probe_withoutIndex_saysSo() {
    Path file =
        TestVideos.of("mp4")
            .video("libopenh264", AV_PIX_FMT_YUV420P)
            .write(folder.resolve("v.mp4"));
    assertRefused(MediaFiles.cut(file, 0.6), "cut off before its index");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "webm", "matroska", "gif", "avi"})
  void probe_cutFile_endsAtItsLastGoodFrame(String format) {
    Path whole = cuttable(format).write(folder.resolve("whole." + format));
    Clip sound = MediaFiles.probe(whole);
    List<Frame> all = MediaFiles.frames(sound);
    Clip clip = MediaFiles.probe(MediaFiles.cut(whole, 0.7));

    assertThat(sound.damage()).isEmpty();
    int count = clip.timeline().count();
    assertThat(count).isBetween(20, 59);
    assertThat(clip.damage())
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence).containsPattern("frame " + count + " of (at least )?\\d+ "));
    List<Frame> frames = MediaFiles.frames(clip);
    assertThat(frames).hasSize(count);
    for (Frame frame : frames) {
      assertThat(frame.ticks()).isEqualTo(all.get(frame.index()).ticks());
      assertThat(frame.picture().bgr()).isEqualTo(all.get(frame.index()).picture().bgr());
    }
  }

  @Test
  void probe_damagedMiddle_namesFrameAndTimeAndKeepsTheOthers() throws IOException {
    Clip clip = damagedInTheMiddle(folder);
    assertThat(clip.timeline().count()).isEqualTo(60);
    assertThat(clip.damage())
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .matches(
                        ".*damaged.mp4 is damaged: frames? \\d+ \\(at \\d\\.\\d+ s\\).* of 60 .*"));
    assertThat(MediaFiles.frames(clip)).hasSize(60);
    assertThat(MediaFiles.frames(clip, new FrameRange(50, 60), java.util.Optional.empty()))
        .hasSize(10);
  }

  static Clip damagedInTheMiddle(Path folder) throws IOException {
    Path file =
        TestVideos.of("mp4")
            .video("libopenh264", AV_PIX_FMT_YUV420P)
            .frames(60, 25)
            .groups(10, 0)
            .formatOptions(Map.of("movflags", "faststart"))
            .write(folder.resolve("damaged.mp4"));
    byte[] bytes = Files.readAllBytes(file);
    byte[] noise = new byte[300];
    new Random(3).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, bytes.length / 2, noise.length);
    Files.write(file, bytes);
    return MediaFiles.probe(file);
  }

  private static TestVideos cuttable(String format) {
    TestVideos video =
        switch (format) {
          case "gif" -> TestVideos.of("gif").video("gif", AV_PIX_FMT_PAL8);
          case "webm" -> TestVideos.of("webm").video("libvpx-vp9", AV_PIX_FMT_YUV420P);
          case "avi" -> TestVideos.of("avi").video("mjpeg", AV_PIX_FMT_YUVJ420P);
          default -> TestVideos.of(format).video("mpeg4", AV_PIX_FMT_YUV420P).groups(10, 2);
        };
    if (format.equals("mp4")) {
      video.formatOptions(Map.of("movflags", "faststart"));
    }
    return video.frames(60, 25);
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> MediaFiles.probe(file))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }

  private record FailingInput(String name, boolean denied) implements MediaInput {
    @Override
    public SeekableByteChannel open() throws IOException {
      throw denied ? new AccessDeniedException(name) : new IOException("connection reset");
    }
  }
}
