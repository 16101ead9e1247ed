package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.*;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Damaged files are refused with one sentence or read: never another failure, never a crash. */
class HostileMediaTest {
  private static List<byte[]> videos = List.of();
  private static List<byte[]> images = List.of();

  @BeforeContainer
  static void makeFiles() throws IOException {
    Path folder = Files.createTempDirectory("hostile");
    Path file = folder.resolve("file");
    FrameSize small = new FrameSize(64, 48);
    videos =
        List.of(
            Files.readAllBytes(MediaFiles.resource("hevc-10bit.mp4")),
            bytes(TestVideos.of("mp4").video("libopenh264", AV_PIX_FMT_YUV420P), file),
            bytes(TestVideos.of("matroska").video("mpeg4", AV_PIX_FMT_YUV420P), file),
            bytes(TestVideos.of("webm").video("libvpx-vp9", AV_PIX_FMT_YUV420P), file),
            bytes(TestVideos.of("avi").video("mjpeg", AV_PIX_FMT_YUVJ420P), file),
            bytes(TestVideos.of("gif").video("gif", AV_PIX_FMT_PAL8), file));
    images =
        List.of(
            Images.encodePng(TestPictures.picture(small, 0)),
            Files.readAllBytes(MediaFiles.resource("cmyk.jpg")),
            bytes(TestVideos.of("webp").video("libwebp", AV_PIX_FMT_YUV420P).frames(1, 25), file),
            bytes(
                TestVideos.of("image2").video("tiff", AV_PIX_FMT_RGB24).frames(1, 25),
                folder.resolve("a.tiff")),
            bytes(
                TestVideos.of("image2").video("bmp", AV_PIX_FMT_BGR24).frames(1, 25),
                folder.resolve("a.bmp")));
    Files.deleteIfExists(file);
  }

  @Property(tries = 300)
  void probeAndRead_damagedVideo_refusesOrReads(@ForAll int seed) {
    byte[] bytes = damage(videos, seed);
    try {
      Clip clip = Clips.probe(MediaInput.of("hostile", bytes));
      FrameRange range = new FrameRange(0, Math.min(10, clip.timeline().count()));
      Scaling scaling = new Scaling(new FrameSize(32, 32), Fit.CROP);
      assertThat(MediaFiles.frames(clip, range, Optional.of(scaling))).hasSize(range.count());
    } catch (BadDataException e) {
      assertThat(e).hasMessageContaining("hostile");
    }
  }

  @Property(tries = 300)
  void read_damagedImage_refusesOrReads(@ForAll int seed) {
    byte[] bytes = damage(images, seed);
    try {
      assertThat(Images.read(MediaInput.of("hostile", bytes), 0).bgr()).isNotEmpty();
    } catch (BadDataException e) {
      assertThat(e).hasMessageContaining("hostile");
    }
  }

  private static byte[] bytes(TestVideos video, Path file) throws IOException {
    return Files.readAllBytes(video.write(file));
  }

  private static byte[] damage(List<byte[]> files, int seed) {
    Random random = new Random(seed);
    byte[] bytes = files.get(random.nextInt(files.size())).clone();
    int changes = 1 + random.nextInt(16);
    for (int i = 0; i < changes; i++) {
      int reach = random.nextBoolean() ? Math.min(bytes.length, 600) : bytes.length;
      bytes[random.nextInt(reach)] = (byte) random.nextInt();
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)) : bytes;
  }
}
