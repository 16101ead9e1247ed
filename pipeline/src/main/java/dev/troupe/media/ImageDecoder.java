package dev.troupe.media;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import dev.troupe.problems.BadDataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes one still image: with Java's and TwelveMonkeys' readers where they know the format, else
 * (and for GIF, whose frames may cover only part of the picture) with FFmpeg.
 */
final class ImageDecoder {
  /** More than 100 megapixels of 16-bit RGBA. */
  private static final int MOST_BYTES = 1_000_000_000;

  static {
    // Inside Spark, the thread's class loader may not see the readers that lie beside this class.
    Thread thread = Thread.currentThread();
    ClassLoader previous = thread.getContextClassLoader();
    thread.setContextClassLoader(ImageDecoder.class.getClassLoader());
    try {
      ImageIO.scanForPlugins();
    } finally {
      thread.setContextClassLoader(previous);
    }
  }

  private final MediaInput input;
  private final byte[] bytes;
  private final int backgroundRgb;

  /**
   * Reads the whole file, so that what fails later is the image's fault and not the storage's.
   *
   * @throws BadDataException if it is missing, empty or too long
   */
  ImageDecoder(MediaInput input, int backgroundRgb) {
    this.input = input;
    bytes = Faults.readAll(input, MOST_BYTES);
    this.backgroundRgb = backgroundRgb;
  }

  /**
   * The picture, upright.
   *
   * @throws BadDataException if it cannot be read
   */
  Picture run() {
    try {
      return decode();
    } catch (BadDataException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the readers throw all kinds at damaged headers
      String detail = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
      throw Faults.cannotRead(input, "the image is damaged or cut off" + detail, e);
    }
  }

  private Picture decode() throws IOException {
    try (ImageInputStream data = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(data);
      if (readers.hasNext()) {
        ImageReader reader = readers.next();
        try {
          if (!reader.getFormatName().equalsIgnoreCase("gif")) {
            return decode(reader, data);
          }
        } finally {
          reader.dispose();
        }
      }
    }
    return StillFrame.read(MediaInput.of(input.name(), bytes), backgroundRgb);
  }

  private Picture decode(ImageReader reader, ImageInputStream data) throws IOException {
    reader.setInput(data, true, true);
    VideoSize.check(input, reader.getWidth(0), reader.getHeight(0));
    BufferedImage image = reader.read(0);
    Picture stored = BufferedPictures.flatten(image, backgroundRgb);
    Orientation orientation = Orientation.ofExif(exifOrientation());
    if (orientation.equals(Orientation.UPRIGHT)) {
      return stored;
    }
    FrameSize turned = orientation.turn(stored.size());
    byte[] bgr = new byte[stored.bgr().length];
    orientation.copy(stored.bgr(), stored.size(), bgr, turned.width(), 0, 0);
    return new Picture(turned.width(), turned.height(), bgr);
  }

  private int exifOrientation() throws IOException {
    try {
      ExifIFD0Directory directory =
          ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes))
              .getFirstDirectoryOfType(ExifIFD0Directory.class);
      Integer tag =
          directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      return tag == null ? 1 : tag;
    } catch (ImageProcessingException e) {
      return 1; // the pixels could be read; without readable metadata they are upright
    }
  }
}
