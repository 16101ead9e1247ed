package dev.troupe.batch;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** Files that a library of characters and clips gathers over the years and that cannot be used. */
final class BrokenFiles {
  private static final long SEED = 20260701;
  private static final int NOISE_BYTES = 20_000;

  private BrokenFiles() {}

  /** A file's bytes and what its failure must say. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
  record Broken(byte[] bytes, String sentence) {}

  /**
   * Sources, each broken in a way of its own, by name.
   *
   * @param character a good one, PNG
   */
  static Map<String, Broken> sources(byte[] character) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(character));
    Map<String, Broken> sources = new LinkedHashMap<>();
    String cannot = "Cannot read .*%s: .*";
    sources.put("half.png", new Broken(half(character), cannot));
    sources.put("flipped.png", new Broken(flipped(character), cannot));
    for (String format : new String[] {"jpg", "gif", "bmp", "tif"}) {
      byte[] whole = encode(image, format);
      sources.put("half." + format, new Broken(half(whole), cannot));
    }
    sources.put(
        "words.png", new Broken("not a picture at all\n".getBytes(StandardCharsets.UTF_8), cannot));
    sources.put("empty.png", new Broken(new byte[0], "Cannot read .*%s: it is empty.*"));
    sources.put("huge.png", new Broken(huge(character), cannot));
    return sources;
  }

  /**
   * Clips, each broken in a way of its own, by name.
   *
   * @param clip a good one, MP4 with its index in front
   * @param cut one that is cut off
   */
  static Map<String, Broken> drivings(byte[] clip, byte[] cut) {
    Map<String, Broken> drivings = new LinkedHashMap<>();
    String cannot = "Cannot .*%1$s: .*|.*%1$s is (cut off|damaged).*";
    drivings.put("cut.mp4", new Broken(cut, cannot));
    drivings.put("half.mp4", new Broken(half(clip), cannot));
    drivings.put("empty.mp4", new Broken(new byte[0], "Cannot read .*%s: it is empty.*"));
    drivings.put(
        "page.mp4",
        new Broken(
            "<!DOCTYPE html><title>Sign in</title>\n".getBytes(StandardCharsets.UTF_8), cannot));
    drivings.put(
        "playlist.mp4",
        new Broken(
            "#EXTM3U\n#EXTINF:4,\n/etc/passwd\n#EXT-X-ENDLIST\n".getBytes(StandardCharsets.UTF_8),
            cannot));
    drivings.put(
        "list.mp4",
        new Broken(
            "ffconcat version 1.0\nfile speaks.mp4\n".getBytes(StandardCharsets.UTF_8), cannot));
    byte[] noise = new byte[NOISE_BYTES];
    new Random(SEED).nextBytes(noise);
    drivings.put("noise.mp4", new Broken(noise, cannot));
    drivings.put("sound.mp4", new Broken(sound(), "Cannot .*%s: .*video.*"));
    drivings.put("damaged.mp4", new Broken(damaged(clip), cannot));
    return drivings;
  }

  static byte[] encode(BufferedImage image, String format) throws IOException {
    BufferedImage opaque =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    opaque.createGraphics().drawImage(image, 0, 0, null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(opaque, format, bytes)) {
      throw new IllegalStateException("Java writes no " + format);
    }
    return bytes.toByteArray();
  }

  private static byte[] half(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  /** A PNG whose compressed pixels are spoilt in the middle. */
  private static byte[] flipped(byte[] png) {
    byte[] bytes = png.clone();
    for (int i = bytes.length / 2; i < bytes.length / 2 + 64; i++) {
      bytes[i] ^= 0x5a;
    }
    return bytes;
  }

  /** A PNG that says it is 60,000 pixels wide and high; its header's checksum is right. */
  private static byte[] huge(byte[] png) {
    byte[] bytes = png.clone();
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putInt(16, 60_000).putInt(20, 60_000);
    java.util.zip.CRC32 sum = new java.util.zip.CRC32();
    sum.update(bytes, 12, 17);
    header.putInt(29, (int) sum.getValue());
    return bytes;
  }

  /** Half a second of silence, WAV, under a video's name. */
  private static byte[] sound() {
    int samples = 4000;
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16_000);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
    return wav.array();
  }

  /** An MP4 whose pictures are spoilt in the middle; index and length are as they were. */
  private static byte[] damaged(byte[] mp4) {
    byte[] bytes = mp4.clone();
    int middle = bytes.length / 2;
    Random random = new Random(SEED);
    for (int i = middle; i < middle + 3000; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }
}
