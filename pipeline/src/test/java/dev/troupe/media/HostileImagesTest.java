package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that would take much memory or time. */
@Timeout(60)
class HostileImagesTest {
  private static final Picture PICTURE = TestPictures.picture(new FrameSize(60, 40), 2);
  private static final int THREE_GIGABYTES = 48; // times 64 MB

  @ParameterizedTest
  @ValueSource(strings = {"zTXt", "iTXt", "iCCP"})
  void read_textThatUnfoldsToGigabytes_isNeverUnfolded(String type) {
    byte[] bomb = TestImages.deflate(new byte[64 << 20], THREE_GIGABYTES);
    String head = type.equals("iTXt") ? "XML:com.adobe.xmp\0\1\0\0\0" : "Raw profile type exif\0\0";
    ByteBuffer content = ByteBuffer.allocate(head.length() + bomb.length);
    content.put(head.getBytes(StandardCharsets.ISO_8859_1)).put(bomb);
    BufferedImage palette = new BufferedImage(60, 40, BufferedImage.TYPE_BYTE_INDEXED);

    for (BufferedImage image : new BufferedImage[] {BufferedPictures.wrap(PICTURE), palette}) {
      byte[] png = TestImages.withChunk(TestImages.write(image, "png"), type, content.array());
      assertThat(Images.read(MediaInput.of("bomb.png", png), 0).size()).isEqualTo(PICTURE.size());
    }
  }

  @Test
  void read_exifThatPointsAtItself_isUpright() {
    byte[] exif = new byte[1000]; // its first directory is its header, again and again
    System.arraycopy(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 0}, 0, exif, 0, 8);
    byte[] png = TestImages.withChunk(Images.encodePng(PICTURE), "eXIf", exif);
    assertThat(Images.read(MediaInput.of("a.png", png), 0).bgr()).isEqualTo(PICTURE.bgr());
  }

  @Test
  void read_exifOfPng_turns() {
    ByteBuffer exif = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    exif.put(new byte[] {'I', 'I', 42, 0}).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) 6);
    byte[] png = TestImages.withChunk(Images.encodePng(PICTURE), "eXIf", exif.array());

    assertThat(Images.read(MediaInput.of("a.png", png), 0).size()).isEqualTo(new FrameSize(40, 60));
  }

  /** A lossless WebP of one colour: five codes of one symbol each, and not a bit per pixel. */
  @Test
  void read_hundredMegapixelsInThirtyBytes_takesSeconds() {
    BigInteger bits = BigInteger.ZERO;
    int[][] fields = {
      {14, 9_919}, {14, 9_999}, {1, 0}, {3, 0}, {3, 0}, // size, alpha, version; nothing special
      {4, 1}, {4, 9}, {4, 1}, {4, 9}, {4, 1} // simple codes of one symbol, 0 or 1
    };
    int at = 0;
    for (int[] field : fields) {
      bits = bits.or(BigInteger.valueOf(field[1]).shiftLeft(at));
      at += field[0];
    }
    ByteBuffer file = ByteBuffer.allocate(34).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(26).put(ascii("WEBPVP8L")).putInt(13).put((byte) 0x2F);
    for (int i = 0; i * 8 < at; i++) {
      file.put(bits.shiftRight(8 * i).byteValue());
    }

    Scaling small = new Scaling(new FrameSize(64, 64), Fit.CROP);
    Picture read = Images.read(MediaInput.of("a.webp", file.array()), 0x808080, small);
    assertThat(read.size()).isEqualTo(small.size());
    assertThat(TestPictures.pixel(read, 0.5, 0.5)[2]).isLessThan(2); // its alpha does not count
  }

  @Test
  void read_jpegOfThousandsOfScans_isRefused() throws IOException {
    byte[] jpeg = TestImages.progressive(PICTURE);
    int last = 0;
    for (int i = 0; i + 1 < jpeg.length; i++) {
      last = jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xDA ? i : last;
    }
    byte[] scan = Arrays.copyOfRange(jpeg, last, jpeg.length - 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, last);
    for (int i = 0; i < 20_000; i++) {
      out.writeBytes(scan);
    }
    out.write(jpeg, jpeg.length - 2, 2);

    assertThatThrownBy(() -> Images.read(MediaInput.of("scans.jpg", out.toByteArray()), 0))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("scans.jpg")
        .hasMessageContaining("at most 256 scans, found 200");
  }

  @Test
  void stream_afterItsTime_failsToRead() throws Exception {
    BytesImageStream stream = new BytesImageStream(new byte[9], 9, Duration.ZERO);
    assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessageContaining("0 s");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
