package dev.troupe.media;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says of decoded pixels that their numbers mean what an ICC profile says. A profile that is
 * damaged, of another kind of pixels, or the same as sRGB but for rounding is ignored.
 */
final class ColorProfiles {
  private static final float MOST_ROUNDING = 2f / 255;
  private static final int STEPS = 5;

  private ColorProfiles() {}

  /** The image, sharing its pixels, in the profile's colour space. */
  static BufferedImage apply(BufferedImage image, byte @Nullable [] profile) {
    ColorModel model = image.getColorModel();
    return space(profile, model.getNumColorComponents())
        .flatMap(space -> inSpace(model, space))
        .filter(tagged -> tagged.isCompatibleRaster(image.getRaster()))
        .map(tagged -> new BufferedImage(tagged, image.getRaster(), false, null))
        .orElse(image);
  }

  /** The colour space of a profile that changes colours. */
  private static Optional<ICC_ColorSpace> space(byte @Nullable [] bytes, int components) {
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      ICC_Profile profile = ICC_Profile.getInstance(bytes);
      int type = components == 1 ? ColorSpace.TYPE_GRAY : ColorSpace.TYPE_RGB;
      if (profile.getColorSpaceType() != type || profile.getNumComponents() != components) {
        return Optional.empty();
      }
      ICC_ColorSpace space = new ICC_ColorSpace(profile);
      return isSrgb(space, components) ? Optional.empty() : Optional.of(space);
    } catch (RuntimeException e) { // Java throws all kinds at damaged profiles
      return Optional.empty();
    }
  }

  private static boolean isSrgb(ICC_ColorSpace space, int components) {
    int colors = (int) Math.pow(STEPS + 1, components);
    for (int i = 0; i < colors; i++) {
      float[] stored = new float[components];
      for (int c = 0, rest = i; c < components; c++, rest /= STEPS + 1) {
        stored[c] = (float) (rest % (STEPS + 1)) / STEPS;
      }
      float[] shown = space.toRGB(stored);
      for (int c = 0; c < shown.length; c++) {
        if (Math.abs(shown[c] - stored[Math.min(c, components - 1)]) > MOST_ROUNDING) {
          return false;
        }
      }
    }
    return true;
  }

  private static Optional<ColorModel> inSpace(ColorModel model, ICC_ColorSpace space) {
    if (model instanceof IndexColorModel palette) {
      return Optional.of(converted(palette, space));
    }
    if (model instanceof DirectColorModel packed) {
      return Optional.of(
          new DirectColorModel(
              space,
              packed.getPixelSize(),
              packed.getRedMask(),
              packed.getGreenMask(),
              packed.getBlueMask(),
              packed.getAlphaMask(),
              false,
              packed.getTransferType()));
    }
    return model instanceof ComponentColorModel && !model.isAlphaPremultiplied()
        ? Optional.of(
            new ComponentColorModel(
                space, model.hasAlpha(), false, model.getTransparency(), model.getTransferType()))
        : Optional.empty();
  }

  private static IndexColorModel converted(IndexColorModel palette, ICC_ColorSpace space) {
    int[] argb = new int[palette.getMapSize()];
    palette.getRGBs(argb);
    ColorModel opaque =
        new ComponentColorModel(
            space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    var stored =
        new BufferedImage(
            opaque, opaque.createCompatibleWritableRaster(argb.length, 1), false, null);
    for (int i = 0; i < argb.length; i++) {
      stored
          .getRaster()
          .setPixel(i, 0, new int[] {argb[i] >> 16 & 0xFF, argb[i] >> 8 & 0xFF, argb[i] & 0xFF});
    }
    int[] shown = BufferedPictures.toSrgb(stored).getRGB(0, 0, argb.length, 1, null, 0, 1 << 16);
    for (int i = 0; i < argb.length; i++) {
      argb[i] = argb[i] & 0xFF000000 | shown[i] & 0xFFFFFF;
    }
    return new IndexColorModel(
        palette.getPixelSize(),
        argb.length,
        argb,
        0,
        palette.hasAlpha(),
        palette.getTransparentPixel(),
        palette.getTransferType());
  }
}
