package dev.troupe.media;

import com.google.errorprone.annotations.MustBeClosed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.jspecify.annotations.Nullable;

/** An image that Java's or TwelveMonkeys' readers decode. */
final class JavaImage implements StoredImage {
  private static final Duration MOST_TIME = Duration.ofMinutes(2);

  /** Published progressive files have about 10, odd ones 100; each is a pass over the picture. */
  private static final int MOST_SCANS = 256;

  /** What a progressive JPEG keeps until its end, at most: three components of two bytes. */
  private static final int COEFFICIENT_BYTES = 6;

  private final MediaInput input;
  private final ImageReader reader;
  private Orientation orientation = Orientation.UPRIGHT;
  private byte @Nullable [] profile;
  private int extraBytesPerPixel;
  private @Nullable JpegWarnings warnings;

  private JavaImage(MediaInput input, ImageReader reader) {
    this.input = input;
    this.reader = reader;
  }

  /**
   * Reads the header.
   *
   * @param reader fit for the format; closed with this
   * @param bytes the whole file; written to
   * @throws IOException or a runtime exception, if it is damaged
   */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // handed over, or closed on failure
  static JavaImage open(MediaInput input, ImageReader reader, byte[] bytes) throws IOException {
    JavaImage image = new JavaImage(input, reader);
    try {
      switch (reader.getFormatName().toLowerCase(Locale.ROOT)) {
        case "png" -> image.openPng(new PngChunks(bytes));
        case "jpeg", "jpg" -> image.openJpeg(bytes, new JpegMarkers(bytes));
        case "webp" -> {
          image.orientation = new WebpChunks(bytes).orientation();
          image.setInput(bytes, bytes.length);
        }
        case "tif", "tiff" -> {
          image.orientation = Exif.orientation(ByteBuffer.wrap(bytes));
          image.setInput(bytes, bytes.length);
        }
        default -> image.setInput(bytes, bytes.length);
      }
      image.size();
      return image;
    } catch (IOException | RuntimeException e) {
      image.close();
      throw e;
    }
  }

  private void openPng(PngChunks chunks) {
    ByteBuffer exif = chunks.fact("eXIf");
    orientation = exif == null ? Orientation.UPRIGHT : Exif.orientation(exif);
    profile = PngColors.profile(chunks);
    setInput(chunks.bytes(), chunks.length());
  }

  private void openJpeg(byte[] bytes, JpegMarkers markers) {
    if (markers.scans() > MOST_SCANS) {
      throw Faults.cannotRead(
          input,
          "expected a JPEG of at most %d scans, found %d".formatted(MOST_SCANS, markers.scans()));
    }
    if (!markers.hasEnd() && !markers.announcesAll()) {
      throw Faults.cannotRead(input, "the image is cut off");
    }
    orientation = markers.orientation();
    extraBytesPerPixel = markers.isProgressive() ? COEFFICIENT_BYTES : 0;
    warnings = new JpegWarnings();
    reader.addIIOReadWarningListener(warnings);
    byte[] ended = bytes;
    if (!markers.hasEnd()) { // else the decoder would say no more than that
      ended = Arrays.copyOf(bytes, bytes.length + 2);
      ended[bytes.length] = (byte) 0xFF;
      ended[bytes.length + 1] = (byte) 0xD9;
    }
    setInput(ended, ended.length);
  }

  private void setInput(byte[] bytes, int length) {
    reader.setInput(new BytesImageStream(bytes, length, MOST_TIME), true, true);
  }

  @Override
  public FrameSize size() {
    try {
      return VideoSize.check(input, reader.getWidth(0), reader.getHeight(0));
    } catch (IOException e) {
      throw Faults.damaged(input, e);
    }
  }

  @Override
  public Orientation orientation() {
    return orientation;
  }

  @Override
  public int bytesPerPixel() {
    try {
      ImageTypeSpecifier type = reader.getImageTypes(0).next();
      return (type.getColorModel().getPixelSize() + 7) / 8 + extraBytesPerPixel;
    } catch (IOException e) {
      throw Faults.damaged(input, e);
    }
  }

  @Override
  public BufferedImage decode(int step) throws IOException {
    ImageReadParam how = reader.getDefaultReadParam();
    how.setSourceSubsampling(step, step, 0, 0);
    BufferedImage image = reader.read(0, how);
    if (warnings != null) {
      warnings.check(input);
    }
    return ColorProfiles.apply(image, profile);
  }

  @Override
  public void close() {
    reader.dispose();
  }
}
