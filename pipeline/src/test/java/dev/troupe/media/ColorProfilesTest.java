package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a picture's numbers mean is what its profile says. */
class ColorProfilesTest {
  private static final FrameSize SIZE = new FrameSize(60, 40);
  private static final Picture PICTURE = TestPictures.picture(SIZE, 2);
  private static final byte[] LINEAR = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();

  @Test
  void read_adobeRgbPng_isLikeTheSameTiff() {
    Picture png = Images.read(MediaInput.of(MediaFiles.resource("adobe.png")), 0);
    Picture tiff = Images.read(MediaInput.of(MediaFiles.resource("adobe.tif")), 0);

    assertThat(png.bgr()).isEqualTo(tiff.bgr());
    assertThat(TestPictures.pixel(png, 0.25, 0.25)).containsExactly(30, 30, 220);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void read_pngWithProfile_isConverted(int type) {
    BufferedImage image = gray(type);

    byte[] png = TestImages.withProfile(TestImages.write(image, "png"), LINEAR);
    assertGray(Images.read(MediaInput.of("a.png", png), 0), 188); // half of the light
  }

  @Test
  void read_transparentPaletteWithProfile_keepsItsTransparency() {
    int[] colors = {0xFF808080, 0x00FFFFFF};
    IndexColorModel palette = new IndexColorModel(8, 2, colors, 0, true, 1, 0);
    BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setSample(3, 1, 0, 1);

    byte[] png = TestImages.withProfile(TestImages.write(image, "png"), LINEAR);
    Picture read = Images.read(MediaInput.of("a.png", png), 0x123456);
    assertGray(read, 188);
    assertThat(TestPictures.pixel(read, 0.75, 0.5)).containsExactly(0x56, 0x34, 0x12);
  }

  @Test
  void read_grayPngWithProfile_isConverted() {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData(); // linear, too
    byte[] plain = TestImages.write(gray(BufferedImage.TYPE_BYTE_GRAY), "png");

    assertGray(Images.read(MediaInput.of("a.png", plain), 0), 128);
    byte[] png = TestImages.withProfile(plain, profile);
    assertGray(Images.read(MediaInput.of("b.png", png), 0), 188);
    assertGray(Images.read(MediaInput.of("c.png", TestImages.withProfile(plain, LINEAR)), 0), 128);
  }

  @Test
  void read_jpegWithProfile_isConverted() {
    byte[] head = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1);
    byte[] plain = TestImages.write(gray(BufferedImage.TYPE_3BYTE_BGR), "jpeg");

    byte[] jpeg = TestImages.withSegment(plain, 0xE2, head, LINEAR);
    assertGray(Images.read(MediaInput.of("a.jpg", jpeg), 0), 188);
    byte[] damaged = TestImages.withSegment(plain, 0xE2, head, Arrays.copyOf(LINEAR, 200));
    assertGray(Images.read(MediaInput.of("b.jpg", damaged), 0), 128);
  }

  @Test
  void read_damagedOrUselessProfile_isIgnored() {
    byte[] png = Images.encodePng(PICTURE);
    byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    byte[] flipped = LINEAR.clone();
    Arrays.fill(flipped, 140, flipped.length, (byte) 0x77);
    byte[] notPacked = "name\0\0no zlib stream at all".getBytes(StandardCharsets.ISO_8859_1);
    byte[][] files = {
      TestImages.withProfile(png, srgb),
      TestImages.withProfile(png, new byte[200]),
      TestImages.withProfile(png, Arrays.copyOf(LINEAR, LINEAR.length / 2)),
      TestImages.withProfile(png, flipped),
      TestImages.withProfile(png, ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData()),
      TestImages.withChunk(png, "iCCP", notPacked),
      TestImages.withChunk(png, "iCCP", new byte[3])
    };

    for (byte[] file : files) {
      assertThat(Images.read(MediaInput.of("a.png", file), 0).bgr()).isEqualTo(PICTURE.bgr());
    }
  }

  @Test
  void read_gammaOrCodes_countWithoutProfile() {
    byte[] plain = TestImages.write(gray(BufferedImage.TYPE_3BYTE_BGR), "png");

    assertGray(read(plain, "gAMA", 100_000), 188);
    assertGray(read(plain, "gAMA", 45_455), 128);
    assertGray(read(plain, "gAMA", 0), 128);
    assertGray(read(plain, "cICP", 0x01080001), 188);
    assertGray(read(plain, "cICP", 0x0C0D0001), 128); // gray is gray, whatever the primaries
    byte[] srgb = TestImages.withChunk(plain, "sRGB", new byte[1]);
    assertGray(read(srgb, "gAMA", 100_000), 128);
  }

  @Test
  void read_widePrimaries_becomeStrongerColors() {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR);
    image.setRGB(4, 4, 0xFFC86432);
    byte[] plain = TestImages.write(image, "png");
    ByteBuffer primaries = ByteBuffer.allocate(32); // Display P3
    for (int value : new int[] {31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000}) {
      primaries.putInt(value);
    }
    byte[] stated = TestImages.withChunk(plain, "cHRM", primaries.array());
    byte[] impossible = TestImages.withChunk(plain, "cHRM", new byte[32]);

    for (Picture read :
        new Picture[] {
          read(plain, "cICP", 0x0C0D0001), Images.read(MediaInput.of("a.png", stated), 0)
        }) {
      int[] bgr = TestPictures.pixel(read, 0.25, 0.25);
      assertThat(bgr[2]).isBetween(213, 217); // 215, 93, 31 by the standards' formulas
      assertThat(bgr[1]).isBetween(91, 95);
      assertThat(bgr[0]).isBetween(28, 34);
    }
    assertThat(Images.read(MediaInput.of("b.png", impossible), 0).bgr())
        .isEqualTo(Images.read(MediaInput.of("c.png", plain), 0).bgr());
  }

  private static Picture read(byte[] png, String chunk, int content) {
    byte[] bytes = ByteBuffer.allocate(4).putInt(content).array();
    return Images.read(MediaInput.of("a.png", TestImages.withChunk(png, chunk, bytes)), 0);
  }

  private static BufferedImage gray(int type) {
    BufferedImage image = new BufferedImage(32, 16, type);
    for (int i = 0; i < 32 * 16; i++) {
      if (type == BufferedImage.TYPE_BYTE_GRAY) {
        image.getRaster().setSample(i % 32, i / 32, 0, 128);
      } else {
        image.setRGB(i % 32, i / 32, 0xFF808080);
      }
    }
    return image;
  }

  private static void assertGray(Picture picture, int value) {
    for (int channel : TestPictures.pixel(picture, 0.25, 0.25)) {
      assertThat(channel).isBetween(value - 4, value + 4);
    }
  }
}
