package dev.troupe.motion;

/** Uses the driving frame's keypoints as they are. */
record AbsoluteTransfer() implements MotionTransfer {
  @Override
  public Keypoints apply(Keypoints driving) {
    return driving;
  }
}
