package dev.troupe.synthesis;

import dev.troupe.media.FrameSize;

/**
 * The shoulders as the viewer sees them: they follow the head, but less. Places are in half frames
 * from the middle of the picture, y down.
 */
final class BodyView {
  /** How much closer than a frame of half-width 1 the puppet is seen. */
  static final double CLOSE = 1.1;

  private final double half;
  private final double middleX;
  private final double middleY;
  private final double scale;
  private final double cos;
  private final double sin;
  private final HeadPose pose;

  BodyView(HeadPose pose, FrameSize size) {
    this.half = CLOSE * Math.min(size.width(), size.height()) / 2.0;
    this.middleX = size.width() / 2.0;
    this.middleY = size.height() / 2.0;
    this.scale = 1 + (pose.scale() - 1) * 0.75;
    double lean = 0.14 * pose.roll() + 0.04 * pose.yaw();
    this.cos = StrictMath.cos(lean);
    this.sin = StrictMath.sin(lean);
    this.pose = pose;
  }

  Spot place(double x, double y) {
    double down = y - 1;
    return new Spot(
        middleX + half * ((x * cos - down * sin) * scale + 0.5 * pose.x()),
        middleY + half * ((1 + x * sin + down * cos) * scale + 0.5 * pose.y()));
  }

  /** The pixels of a length in half frames. */
  double pixels(double length) {
    return length * half * scale;
  }
}
