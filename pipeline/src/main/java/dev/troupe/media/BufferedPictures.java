package dev.troupe.media;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/** Java's images to pictures and back. */
final class BufferedPictures {
  private static final int OPAQUE = 255;

  private BufferedPictures() {}

  /** A picture as an image that shares its pixels. */
  static BufferedImage wrap(Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(picture.bgr(), 0, pixels, 0, pixels.length);
    return image;
  }

  /** Any image laid on a background, 0xRRGGBB. */
  static Picture flatten(BufferedImage image, int backgroundRgb) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] bgr = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
    Rows rows = isGray(image.getColorModel()) ? grayRows(image) : colorRows(image);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      rows.read(y, row);
      flatten(row, backgroundRgb, bgr, y * width * 3);
    }
    return new Picture(width, height, bgr);
  }

  /**
   * Lays a row on a background.
   *
   * @param argb not premultiplied
   */
  static void flatten(int[] argb, int backgroundRgb, byte[] bgr, int to) {
    for (int pixel : argb) {
      int alpha = pixel >>> 24;
      for (int shift = 0; shift <= 16; shift += 8) {
        int value = (pixel >> shift & 0xFF) * alpha;
        int behind = (backgroundRgb >> shift & 0xFF) * (OPAQUE - alpha);
        bgr[to++] = (byte) ((value + behind + OPAQUE / 2) / OPAQUE);
      }
    }
  }

  private static boolean isGray(ColorModel model) {
    return !(model instanceof IndexColorModel)
        && model.getColorSpace().equals(ColorSpace.getInstance(ColorSpace.CS_GRAY));
  }

  /**
   * Java takes stored gray values for linear light, unless a profile says what they are, and would
   * brighten them.
   */
  private static Rows grayRows(BufferedImage image) {
    Raster raster = image.getRaster();
    int bits = raster.getSampleModel().getSampleSize(0);
    double scale = OPAQUE / (Math.pow(2, bits) - 1);
    boolean hasAlpha = image.getColorModel().hasAlpha();
    int[] gray = new int[raster.getWidth()];
    int[] alphas = new int[raster.getWidth()];
    return (y, argb) -> {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, gray.length, 1, 0, gray);
      if (hasAlpha) {
        raster.getSamples(raster.getMinX(), raster.getMinY() + y, gray.length, 1, 1, alphas);
      }
      for (int x = 0; x < gray.length; x++) {
        int value = (int) Math.round(gray[x] * scale);
        int alpha = hasAlpha ? (int) Math.round(alphas[x] * scale) : OPAQUE;
        argb[x] = alpha << 24 | value << 16 | value << 8 | value;
      }
    };
  }

  private static Rows colorRows(BufferedImage image) {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel || model.getColorSpace().isCS_sRGB()) {
      return (y, argb) -> image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
    }
    return new ConvertedRows(image);
  }

  /** An image of any colour space in sRGB. */
  static BufferedImage toSrgb(BufferedImage image) {
    var rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    return new ColorConvertOp(null).filter(image, rgb);
  }

  private interface Rows {
    void read(int y, int[] argb);
  }

  /** Converts some rows at a time, so that large pictures take little memory. */
  private static final class ConvertedRows implements Rows {
    private static final int ROWS = 64;

    private final BufferedImage image;
    private @Nullable BufferedImage rgb;

    ConvertedRows(BufferedImage image) {
      this.image = image;
    }

    @Override
    public void read(int y, int[] argb) {
      if (rgb == null || y % ROWS == 0) {
        int from = y / ROWS * ROWS;
        int height = Math.min(ROWS, image.getHeight() - from);
        rgb = toSrgb(image.getSubimage(0, from, image.getWidth(), height));
      }
      rgb.getRGB(0, y % ROWS, argb.length, 1, argb, 0, argb.length);
    }
  }
}
