package dev.troupe.media;

/**
 * Which part of a stored picture goes where in the picture delivered. Pure arithmetic, in whole
 * pixels.
 *
 * @param cropX left side of the part used, in stored pixels, before turning
 * @param cropY top side of the part used
 * @param crop size of the part used
 * @param scaled the size that part is scaled to, before turning
 * @param left where the turned result lies in the target
 * @param top where the turned result lies in the target
 * @param target size of the picture delivered
 */
record Placement(
    int cropX, int cropY, FrameSize crop, FrameSize scaled, int left, int top, FrameSize target) {

  /**
   * Fits a stored picture into a target.
   *
   * @param stored its size
   * @param shown its size as it is meant to be seen: turned, with square pixels
   * @param orientation how stored pixels are turned
   * @param scaling the target; where its shape is the shown one's, every fit does the same
   */
  static Placement of(FrameSize stored, FrameSize shown, Orientation orientation, Scaling scaling) {
    FrameSize target = scaling.size();
    FrameSize turned = orientation.turn(stored);
    long across = (long) shown.width() * target.height();
    long down = (long) shown.height() * target.width();
    FrameSize crop = turned;
    FrameSize scaled = target;
    if (scaling.fit() == Fit.CROP && across > down) {
      crop = new FrameSize(part(turned.width(), down, across), turned.height());
    } else if (scaling.fit() == Fit.CROP && across < down) {
      crop = new FrameSize(turned.width(), part(turned.height(), across, down));
    } else if (scaling.fit() == Fit.PAD && across > down) {
      scaled = new FrameSize(target.width(), part(target.height(), down, across));
    } else if (scaling.fit() == Fit.PAD && across < down) {
      scaled = new FrameSize(part(target.width(), across, down), target.height());
    }
    FrameSize storedCrop = orientation.turn(crop);
    return new Placement(
        (stored.width() - storedCrop.width()) / 2,
        (stored.height() - storedCrop.height()) / 2,
        storedCrop,
        orientation.turn(scaled),
        (target.width() - scaled.width()) / 2,
        (target.height() - scaled.height()) / 2,
        target);
  }

  /** The same with the part's corner on a multiple of a step, so that no colour sample is split. */
  Placement aligned(int stepX, int stepY) {
    return new Placement(
        cropX - cropX % stepX, cropY - cropY % stepY, crop, scaled, left, top, target);
  }

  private static int part(int whole, long numerator, long denominator) {
    return (int) Math.max(1, (whole * numerator + denominator / 2) / denominator);
  }
}
