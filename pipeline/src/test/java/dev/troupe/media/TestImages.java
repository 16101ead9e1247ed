package dev.troupe.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Makes still images, and takes them apart, byte by byte where no writer does. */
final class TestImages {
  private static final int PNG_HEAD = 33; // signature and IHDR

  private TestImages() {}

  static byte[] write(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no writer of " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] progressive(Picture picture) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(BufferedPictures.wrap(picture), null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A PNG with one more chunk behind its header. */
  static byte[] withChunk(byte[] png, String type, byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(png.length + content.length + 12);
    out.put(png, 0, PNG_HEAD).putInt(content.length);
    for (int i = 0; i < 4; i++) {
      out.put((byte) type.charAt(i));
    }
    out.put(content);
    CRC32 checksum = new CRC32();
    checksum.update(out.array(), PNG_HEAD + 4, content.length + 4);
    return out.putInt((int) checksum.getValue()).put(png, PNG_HEAD, png.length - PNG_HEAD).array();
  }

  /** A PNG with an ICC profile. */
  static byte[] withProfile(byte[] png, byte[] profile) {
    byte[] packed = deflate(profile, 1);
    ByteBuffer content = ByteBuffer.allocate(packed.length + 3);
    return withChunk(png, "iCCP", content.put(new byte[] {'p', 0, 0}).put(packed).array());
  }

  /** A JPEG with one more segment behind its first mark. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[]... contents) {
    int length = Arrays.stream(contents).mapToInt(content -> content.length).sum() + 2;
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + length + 2);
    out.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker).putShort((short) length);
    for (byte[] content : contents) {
      out.put(content);
    }
    return out.put(jpeg, 2, jpeg.length - 2).array();
  }

  /** The same bytes over and over, compressed, without ever being whole in memory. */
  static byte[] deflate(byte[] block, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(9);
    byte[] buffer = new byte[1 << 16];
    deflater.setInput(block);
    int head = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
    out.write(buffer, 0, head);
    for (int count = buffer.length; head == buffer.length && count == buffer.length; ) {
      count = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
      out.write(buffer, 0, count);
    }
    if (times == 1) {
      deflater.finish();
      out.write(buffer, 0, deflater.deflate(buffer));
    } else {
      byte[] again = Arrays.copyOfRange(out.toByteArray(), 2, out.size()); // behind zlib's header
      for (int i = 1; i < times; i++) {
        out.writeBytes(again);
      }
    }
    deflater.end();
    return out.toByteArray();
  }

  /** The place of a run of bytes. */
  static int find(byte[] bytes, byte... part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new IllegalArgumentException("not found");
  }
}
