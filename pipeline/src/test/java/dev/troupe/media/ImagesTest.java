package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.*;

import dev.troupe.problems.BadDataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
  private static final FrameSize SIZE = new FrameSize(60, 40);
  private static final Picture PICTURE = TestPictures.picture(SIZE, 2);

  @TempDir Path folder;

  @Test
  void png_roundTrip_isLossless() {
    Picture read = Images.read(MediaInput.of("a.png", Images.encodePng(PICTURE)), 0);

    assertThat(read.size()).isEqualTo(SIZE);
    assertThat(read.bgr()).isEqualTo(PICTURE.bgr());
    assertThat(Images.encodePng(PICTURE)).isEqualTo(Images.encodePng(PICTURE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff", "jpeg", "gif"})
  void read_everyJavaFormat_givesTheColors(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(BufferedPictures.wrap(PICTURE), format, out)).isTrue();

    Picture read = Images.read(MediaInput.of("a." + format, out.toByteArray()), 0);
    assertThat(TestPictures.psnr(read, PICTURE)).isGreaterThan(25);
  }

  @Test
  void read_webp_givesTheColors() {
    Path file =
        TestVideos.of("webp")
            .video("libwebp", AV_PIX_FMT_YUV420P)
            .size(60, 40)
            .frames(1, 25)
            .pictures(i -> TestPictures.quadrants(SIZE, 2))
            .write(folder.resolve("a.webp"));

    assertThat(TestPictures.psnr(Images.read(MediaInput.of(file), 0), PICTURE)).isGreaterThan(22);
  }

  @Test
  void read_transparent_showsTheBackground() throws IOException {
    for (String format : List.of("png", "tiff")) {
      BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_INT_ARGB);
      image.setRGB(0, 0, 0x80FF0000);
      image.setRGB(1, 0, 0xFF0000FF);

      Picture read = Images.read(input(image, format), 0x00FF00);
      assertThat(TestPictures.pixel(read, 0, 0)).containsExactly(0, 127, 128);
      assertThat(TestPictures.pixel(read, 0.25, 0)).containsExactly(255, 0, 0);
      assertThat(TestPictures.pixel(read, 0.75, 0.5)).containsExactly(0, 255, 0);
    }
  }

  @Test
  void read_transparentGif_showsTheBackground() {
    Path file =
        TestVideos.of("gif")
            .video("gif", AV_PIX_FMT_PAL8)
            .size(60, 40)
            .pictures(i -> TestPictures.halfTransparent(SIZE, i))
            .write(folder.resolve("a.gif"));

    Picture read = Images.read(MediaInput.of(file), 0x123456);
    assertThat(TestPictures.pixel(read, 0.75, 0.75)).containsExactly(0x56, 0x34, 0x12);
  }

  @Test
  void read_sixteenBitAndGray_keepTheirBrightness() throws IOException {
    BufferedImage gray = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    gray.getRaster().setSample(0, 0, 0, 0x8080);
    BufferedImage bytes = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    bytes.getRaster().setSample(0, 0, 0, 0x80);
    BufferedImage palette = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    palette.setRGB(0, 0, 0xFF336699);

    assertThat(TestPictures.pixel(Images.read(input(gray, "png"), 0), 0, 0))
        .containsExactly(128, 128, 128);
    assertThat(TestPictures.pixel(Images.read(input(bytes, "png"), 0), 0, 0))
        .containsExactly(128, 128, 128);
    assertThat(TestPictures.pixel(Images.read(input(palette, "png"), 0), 0, 0))
        .containsExactly(0x99, 0x66, 0x33);
    Path sixteen =
        TestVideos.of("image2")
            .video("png", AV_PIX_FMT_RGB48BE)
            .size(60, 40)
            .frames(1, 25)
            .pictures(i -> TestPictures.quadrants(SIZE, 2))
            .formatOptions(java.util.Map.of("update", "1"))
            .write(folder.resolve("sixteen.png"));
    assertThat(TestPictures.psnr(Images.read(MediaInput.of(sixteen), 0), PICTURE))
        .isGreaterThan(40);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void read_jpegOrientation_isUpright(int tag) throws IOException {
    Picture read = Images.read(MediaInput.of("a.jpg", withExif(jpeg(), tag)), 0);

    Orientation orientation = Orientation.ofExif(tag);
    FrameSize turned = orientation.turn(SIZE);
    byte[] upright = new byte[PICTURE.bgr().length];
    orientation.copy(PICTURE.bgr(), SIZE, upright, turned.width(), 0, 0);
    assertThat(read.size()).isEqualTo(turned);
    assertThat(TestPictures.psnr(read, new Picture(turned.width(), turned.height(), upright)))
        .isGreaterThan(25);
  }

  @Test
  void read_cmykJpeg_givesTheColors() {
    Picture read = Images.read(MediaInput.of(MediaFiles.resource("cmyk.jpg")), 0);

    int[] red = TestPictures.pixel(read, 0.25, 0.5);
    int[] blue = TestPictures.pixel(read, 0.75, 0.5);
    assertThat(red[2]).isGreaterThan(180);
    assertThat(red[0]).isLessThan(100);
    assertThat(blue[0]).isGreaterThan(100);
    assertThat(blue[2]).isLessThan(100);
  }

  @Test
  void read_badFiles_areRefused() throws IOException {
    byte[] png = Images.encodePng(PICTURE);
    assertRefused("none.png", new byte[0], "empty");
    assertRefused(
        "text.png",
        "just text, long enough to be probed".getBytes(StandardCharsets.UTF_8),
        "Cannot read");
    assertRefused("cut.png", Arrays.copyOf(png, png.length / 2), "damaged");
    assertRefused("cut.jpg", Arrays.copyOf(jpeg(), 200), "Cannot read");
    assertRefused("cut.gif", "GIF89a".getBytes(StandardCharsets.UTF_8), "Cannot read");
    assertThatThrownBy(() -> Images.read(MediaInput.of(folder.resolve("none")), 0))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void read_hugeHeader_isRefusedBeforeMemoryIsTaken() {
    byte[] png = Images.encodePng(PICTURE);
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 100_000).putInt(20, 100_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());

    assertRefused("huge.png", png, "found 100000x100000");
  }

  @Test
  void numbered_names_areSortedByNumberAndFiltered() {
    assertThat(
            Clips.numbered(
                List.of("f10.png", "f2.png", "notes.txt", "f1.JPG", "f02.png", ".png", "f2a.png")))
        .containsExactly("f1.JPG", "f02.png", "f2.png", "f2a.png", "f10.png");
  }

  @Test
  void ofImages_otherSizes_areBroughtToTheFirst() throws IOException {
    List<MediaInput> images =
        List.of(
            MediaInput.of("1.png", Images.encodePng(PICTURE)),
            MediaInput.of(
                "2.png", Images.encodePng(TestPictures.picture(new FrameSize(120, 120), 0))),
            MediaInput.of("3.png", Images.encodePng(PICTURE)));
    Clip clip = Clips.ofImages("folder", images, new Rational(25, 2));

    assertThat(clip.size()).isEqualTo(SIZE);
    assertThat(clip.timeline().time(2)).isEqualTo(new Rational(4, 25));
    List<Frame> frames = MediaFiles.frames(clip);
    assertThat(frames).allMatch(frame -> frame.picture().size().equals(SIZE));
    assertThat(frames.get(2).picture().bgr()).isEqualTo(PICTURE.bgr());
    List<Frame> small =
        MediaFiles.frames(
            clip, new FrameRange(1, 2), Optional.of(new Scaling(new FrameSize(20, 20), Fit.CROP)));
    assertThat(small.get(0).picture().size()).isEqualTo(new FrameSize(20, 20));
  }

  @Test
  void ofImages_none_isRefused() {
    assertThatThrownBy(() -> Clips.ofImages("folder", List.of(), new Rational(25, 1)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("folder");
  }

  private void assertRefused(String name, byte[] bytes, String why) {
    assertThatThrownBy(() -> Images.read(MediaInput.of(name, bytes), 0))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(why);
  }

  private static MediaInput input(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return MediaInput.of("a." + format, out.toByteArray());
  }

  private static byte[] jpeg() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(BufferedPictures.wrap(PICTURE), "jpeg", out);
    return out.toByteArray();
  }

  /** Puts an EXIF segment with an orientation behind the start marker. */
  private static byte[] withExif(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    ByteBuffer result = ByteBuffer.allocate(jpeg.length + exif.length);
    return result.put(jpeg, 0, 2).put(exif).put(jpeg, 2, jpeg.length - 2).array();
  }
}
