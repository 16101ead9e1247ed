package dev.troupe.media;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import dev.troupe.problems.BadDataException;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
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
  private final int backgroundRgb;

  ImageDecoder(MediaInput input, int backgroundRgb) {
    this.input = input;
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
    } catch (IOException e) {
      throw e.getClass() == IOException.class || e instanceof javax.imageio.IIOException
          ? damaged(e)
          : Faults.translate(input, e);
    } catch (BadDataException e) {
      throw e;
    } catch (IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | ArithmeticException
        | NullPointerException
        | ClassCastException e) {
      throw damaged(e); // what the readers throw at damaged headers
    }
  }

  private Picture decode() throws IOException {
    try (InputStream file = Channels.newInputStream(Faults.open(input));
        ImageInputStream data = new MemoryCacheImageInputStream(new BufferedInputStream(file))) {
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
    return StillFrame.read(input, backgroundRgb);
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
    try (InputStream file = new BufferedInputStream(Channels.newInputStream(input.open()))) {
      ExifIFD0Directory directory =
          ImageMetadataReader.readMetadata(file).getFirstDirectoryOfType(ExifIFD0Directory.class);
      Integer tag =
          directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      return tag == null ? 1 : tag;
    } catch (ImageProcessingException e) {
      return 1; // the pixels could be read; without readable metadata they are upright
    }
  }

  private BadDataException damaged(Exception cause) {
    String detail = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
    return Faults.cannotRead(input, "the image is damaged or cut off" + detail, cause);
  }
}
