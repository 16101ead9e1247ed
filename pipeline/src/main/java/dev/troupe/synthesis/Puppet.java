package dev.troupe.synthesis;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;

/** Draws puppets. */
public final class Puppet {
  private static final List<Part> BACK_TO_FRONT =
      List.of(
          new Backdrop(),
          new HairBack(),
          new Body(),
          new Skull(),
          new HairCap(),
          new Ears(false),
          new Face(),
          new Beard(),
          new Eyes(),
          new Brows(),
          new Mouth(),
          new Moustache(),
          new Nose(),
          new Ears(true),
          new HairFront(),
          new Glasses(),
          new Hats(),
          new Headphones());

  private Puppet() {}

  /**
   * Draws one identity in one pose, anti-aliased. The same arguments give the same bytes, whatever
   * was drawn before; may be called from many threads.
   *
   * @param identity who
   * @param pose doing what
   * @param size of the picture; the puppet is fitted to its shorter side
   * @return the picture
   */
  public static Picture draw(Identity identity, Pose pose, FrameSize size) {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      Scene scene = new Scene(new Canvas(graphics), identity, pose, size);
      for (Part part : BACK_TO_FRONT) {
        part.draw(scene);
      }
    } finally {
      graphics.dispose();
    }
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    byte[] bgr = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      bgr[3 * i] = (byte) pixels[i];
      bgr[3 * i + 1] = (byte) (pixels[i] >> 8);
      bgr[3 * i + 2] = (byte) (pixels[i] >> 16);
    }
    return new Picture(size.width(), size.height(), bgr);
  }
}
