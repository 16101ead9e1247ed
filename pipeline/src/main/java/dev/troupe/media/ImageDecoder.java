package dev.troupe.media;

import com.google.errorprone.annotations.MustBeClosed;
import dev.troupe.problems.BadDataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes one still image: with Java's and TwelveMonkeys' readers where they know the format, else
 * (and for GIF, whose frames may cover only part of the picture) with FFmpeg. Memory is taken only
 * after the header was read, and from what the process has for this.
 */
final class ImageDecoder {
  /** More than 100 megapixels of 16-bit RGBA. */
  private static final int MOST_BYTES = 1_000_000_000;

  /** An 8K frame is still read whole; beyond, every second pixel serves any network. */
  private static final long MOST_PIXELS_READ = 34_000_000;

  private static final int PICTURE_BYTES = 3;
  private static final Duration TO_FIND_READER = Duration.ofMinutes(1);

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

  ImageDecoder(MediaInput input) {
    this.input = input;
  }

  /**
   * The picture, upright and flat on a background, at its own size or scaled.
   *
   * @throws BadDataException if it cannot be read
   */
  Result read(int backgroundRgb, Optional<Scaling> scaling) {
    return decode(
        (pixels, orientation) -> {
          Picture stored = BufferedPictures.flatten(pixels, backgroundRgb);
          Picture upright = upright(stored, orientation);
          return new Result(
              scaling.map(how -> Pictures.scale(upright, how)).orElse(upright), upright.size());
        });
  }

  /**
   * Decodes the picture for nothing but its size, upright.
   *
   * @throws BadDataException if it cannot be read
   */
  FrameSize check() {
    return decode(
        (pixels, orientation) ->
            orientation.turn(new FrameSize(pixels.getWidth(), pixels.getHeight())));
  }

  private <T> T decode(Use<T> use) {
    AtomicLong need = new AtomicLong(Faults.size(input));
    while (true) {
      try (DecodingMemory.Share share = DecodingMemory.ofProcess().take(need.get())) {
        Optional<T> result = decode(share, need, use);
        if (result.isPresent()) {
          return result.get();
        }
      }
    }
  }

  /** Empty if there is not so much memory now: what is needed is known then. */
  private <T> Optional<T> decode(DecodingMemory.Share share, AtomicLong need, Use<T> use) {
    // The whole file, so that what fails later is the image's fault and not the storage's.
    byte[] bytes = Faults.readAll(input, MOST_BYTES);
    try (StoredImage image = open(bytes)) {
      FrameSize size = image.size();
      long pixels = (long) size.width() * size.height();
      int step = pixels > MOST_PIXELS_READ ? 2 : 1;
      long perPixel = image.bytesPerPixel() + (long) PICTURE_BYTES;
      need.set(bytes.length + pixels / step / step * perPixel);
      return share.growTo(need.get())
          ? Optional.of(use.of(image.decode(step), image.orientation()))
          : Optional.empty();
    } catch (BadDataException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw Faults.damaged(input, e); // the readers throw all kinds at damaged files
    }
  }

  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // handed over
  private StoredImage open(byte[] bytes) throws IOException {
    MediaInput inMemory = MediaInput.of(input.name(), bytes);
    try (ImageInputStream data = new BytesImageStream(bytes, bytes.length, TO_FIND_READER)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(data);
      if (!readers.hasNext()) {
        return FfmpegImage.open(inMemory);
      }
      ImageReader reader = readers.next();
      String format = reader.getFormatName().toLowerCase(Locale.ROOT);
      WebpChunks webp = format.equals("webp") ? new WebpChunks(bytes) : null;
      if (webp != null && webp.isCut()) {
        throw Faults.cannotRead(input, "the image is cut off");
      }
      // FFmpeg's reader of lossless WebP gives the same pixels a hundred times faster.
      if (webp != null && (webp.isLossless() || webp.pixels() > MOST_PIXELS_READ)) {
        return FfmpegImage.open(inMemory, webp);
      }
      return format.equals("gif")
          ? FfmpegImage.open(inMemory)
          : JavaImage.open(input, reader, bytes);
    }
  }

  private static Picture upright(Picture stored, Orientation orientation) {
    if (orientation.equals(Orientation.UPRIGHT)) {
      return stored;
    }
    FrameSize turned = orientation.turn(stored.size());
    byte[] bgr = new byte[stored.bgr().length];
    orientation.copy(stored.bgr(), stored.size(), bgr, turned.width(), 0, 0);
    return new Picture(turned.width(), turned.height(), bgr);
  }

  /** A picture and the size it had before it was scaled. */
  record Result(Picture picture, FrameSize ownSize) {}

  /** What becomes of decoded pixels while their memory is accounted for. */
  private interface Use<T> {
    T of(BufferedImage pixels, Orientation orientation);
  }
}
