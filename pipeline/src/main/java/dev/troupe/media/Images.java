package dev.troupe.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Still images to pixels and back. */
public final class Images {
  private Images() {}

  /**
   * Reads PNG, JPEG (CMYK too), WebP, BMP, TIFF, HEIC, AVIF or the first frame of a GIF: upright,
   * as EXIF or the container says, and in sRGB, as an ICC profile in it says. Pictures of more than
   * 34 megapixels come at half their size.
   *
   * @param input the file
   * @param backgroundRgb what shows through where the image is transparent, 0xRRGGBB
   * @return its pixels
   * @throws dev.troupe.problems.BadDataException if it is missing, no image, damaged, cut off,
   *     longer than 16384 pixels a side or larger than 100 megapixels
   */
  public static Picture read(MediaInput input, int backgroundRgb) {
    return new ImageDecoder(input).read(backgroundRgb, Optional.empty()).picture();
  }

  /**
   * The same, scaled. However many tasks of a process read at once, they take a quarter of its heap
   * together: large pictures wait for each other.
   *
   * @param input the file
   * @param backgroundRgb what shows through where the image is transparent, 0xRRGGBB
   * @param scaling to which size, and how
   * @return its pixels at that size
   * @throws dev.troupe.problems.BadDataException as without scaling
   */
  public static Picture read(MediaInput input, int backgroundRgb, Scaling scaling) {
    return new ImageDecoder(input).read(backgroundRgb, Optional.of(scaling)).picture();
  }

  /**
   * Decodes an image only to find out whether it can be.
   *
   * @param input the file
   * @return the size of what {@link #read(MediaInput, int)} gives
   * @throws dev.troupe.problems.BadDataException as reading does
   */
  public static FrameSize check(MediaInput input) {
    return new ImageDecoder(input).check();
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

  /**
   * A small, lossy JPEG; the same bytes for the same picture.
   *
   * @param picture its pixels
   * @param quality 0 (smallest) to 1 (best)
   * @return the file's bytes
   */
  public static byte[] encodeJpeg(Picture picture, float quality) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = jpegWriter();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.write(null, new IIOImage(BufferedPictures.wrap(picture), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Java's own: which one comes first depends on what else is on the class path. */
  private static ImageWriter jpegWriter() {
    for (Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        writers.hasNext(); ) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getModule().getName() != null) {
        return writer;
      }
      writer.dispose();
    }
    throw new IllegalStateException("this Java runtime has no JPEG writer");
  }
}
