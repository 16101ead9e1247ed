package dev.troupe.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Still images to pixels and back. */
public final class Images {
  private Images() {}

  /**
   * Reads PNG, JPEG (turned as its EXIF orientation says; CMYK too), WebP, BMP, TIFF or the first
   * frame of a GIF.
   *
   * @param input the file
   * @param backgroundRgb what shows through where the image is transparent, 0xRRGGBB
   * @return its pixels
   * @throws dev.troupe.problems.BadDataException if it is missing, no image, damaged, longer than
   *     16384 pixels a side or larger than 100 megapixels
   */
  public static Picture read(MediaInput input, int backgroundRgb) {
    return new ImageDecoder(input, backgroundRgb).run();
  }

  /**
   * Writes a lossless PNG, the same bytes for the same picture.
   *
   * @param picture its pixels
   * @param out where to; not closed
   * @throws IOException if writing fails
   */
  public static void writePng(Picture picture, OutputStream out) throws IOException {
    if (!ImageIO.write(BufferedPictures.wrap(picture), "png", out)) {
      throw new IllegalStateException("this Java runtime has no PNG writer");
    }
  }

  /**
   * A lossless PNG.
   *
   * @param picture its pixels
   * @return the file's bytes
   */
  public static byte[] encodePng(Picture picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writePng(picture, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }
}
