package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.*;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A picture is read whole or refused: never a part of it on grey. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenImagesTest {
  private static final FrameSize SIZE = new FrameSize(160, 120);
  private static final Picture PICTURE = noise(SIZE);

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  @BeforeAll
  void makeFiles(@TempDir Path folder) throws IOException {
    for (String format : new String[] {"png", "jpeg", "bmp", "tiff", "gif"}) {
      files.put("a." + format, TestImages.write(BufferedPictures.wrap(PICTURE), format));
    }
    files.put("progressive.jpeg", TestImages.progressive(PICTURE));
    files.put("demo.png", Files.readAllBytes(MediaFiles.demo("character-1.png")));
    for (String lossless : new String[] {"0", "1"}) {
      TestVideos webp =
          TestVideos.of("webp")
              .video("libwebp", lossless.equals("0") ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_BGRA)
              .codecOptions(Map.of("lossless", lossless));
      files.put(lossless + ".webp", bytes(webp, folder.resolve(lossless)));
    }
    files.put(
        "a.avif",
        bytes(TestVideos.of("avif").video("libaom-av1", AV_PIX_FMT_YUV420P), folder.resolve("f")));
    files.put("grid.heic", Files.readAllBytes(MediaFiles.resource("grid.heic")));
  }

  Iterable<Map.Entry<String, byte[]>> files() {
    return files.entrySet();
  }

  @ParameterizedTest
  @MethodSource("files")
  void read_cutFile_isRefusedByName(Map.Entry<String, byte[]> file) {
    byte[] bytes = file.getValue();
    for (double part : new double[] {0.1, 0.5, 0.9, 0.98}) {
      byte[] cut = Arrays.copyOf(bytes, (int) (bytes.length * part));
      assertThatThrownBy(() -> Images.read(MediaInput.of(file.getKey(), cut), 0))
          .as("%s of %s", part, file.getKey())
          .isInstanceOf(BadDataException.class)
          .hasMessageStartingWith("Cannot read " + file.getKey() + ": ");
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void read_garbageBehindTheEnd_isIgnored(Map.Entry<String, byte[]> file) {
    byte[] longer = Arrays.copyOf(file.getValue(), file.getValue().length + 999);
    Arrays.fill(longer, file.getValue().length, longer.length, (byte) 'x');

    assertThat(Images.read(MediaInput.of("longer", longer), 0).bgr())
        .isEqualTo(Images.read(MediaInput.of("whole", file.getValue()), 0).bgr());
  }

  @ParameterizedTest
  @MethodSource("files")
  void read_withoutItsEndMark_isReadWhole(Map.Entry<String, byte[]> file) {
    Map<String, Integer> marks =
        Map.of("a.png", 12, "a.jpeg", 2, "progressive.jpeg", 1, "a.gif", 1, "demo.png", 16);
    byte[] bytes = file.getValue();
    byte[] cut = Arrays.copyOf(bytes, bytes.length - marks.getOrDefault(file.getKey(), 0));

    assertThat(Images.read(MediaInput.of("cut", cut), 0).bgr())
        .isEqualTo(Images.read(MediaInput.of("whole", bytes), 0).bgr());
  }

  @Test
  void read_progressiveJpegCutBetweenScans_isRefused() throws IOException {
    byte[] jpeg = TestImages.progressive(PICTURE);
    int scan = TestImages.find(jpeg, (byte) 0xFF, (byte) 0xDA);
    byte[] rest = Arrays.copyOfRange(jpeg, scan + 2, jpeg.length);
    int second = scan + 2 + TestImages.find(rest, (byte) 0xFF, (byte) 0xDA);

    assertRefused("cut.jpg", Arrays.copyOf(jpeg, second), "cut off");
  }

  @Test
  void read_flippedPixels_areRefused() {
    byte[] png = files.get("a.png").clone();
    png[png.length / 2] ^= 0x10;
    assertRefused("flipped.png", png, "wrong checksum of chunk IDAT");
  }

  @Test
  void read_wrongChecksumOfText_isIgnored() {
    byte[] png = TestImages.withChunk(files.get("a.png"), "tEXt", new byte[40]);
    png[50] ^= 1;
    assertThat(Images.read(MediaInput.of("text.png", png), 0).bgr()).isEqualTo(PICTURE.bgr());
  }

  @Test
  void check_brokenFile_isRefusedToo() {
    byte[] gif = files.get("a.gif");
    assertThatThrownBy(
            () -> Images.check(MediaInput.of("half.gif", Arrays.copyOf(gif, gif.length / 2))))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Cannot read half.gif: the image is cut off");
    assertThat(Images.check(MediaInput.of("a.gif", gif))).isEqualTo(SIZE);
  }

  @Test
  void read_pipeOrDevice_isRefusedWithoutWaiting(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe.png");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    for (Path file : new Path[] {pipe, Path.of("/dev/zero")}) {
      assertThatThrownBy(() -> Images.read(MediaInput.of(file), 0))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining(file + ": expected a regular file");
    }
  }

  private static void assertRefused(String name, byte[] bytes, String why) {
    assertThatThrownBy(() -> Images.read(MediaInput.of(name, bytes), 0))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(why);
  }

  private static byte[] bytes(TestVideos video, Path file) throws IOException {
    return Files.readAllBytes(video.size(160, 120).frames(1, 25).write(file));
  }

  /** Something that compresses badly, so that a part of the file is a part of the picture. */
  private static Picture noise(FrameSize size) {
    byte[] bgr = TestPictures.picture(size, 2).bgr();
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] += (byte) random.nextInt(8);
    }
    return new Picture(size.width(), size.height(), bgr);
  }
}
