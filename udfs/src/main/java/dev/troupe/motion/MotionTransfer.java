package dev.troupe.motion;

import java.io.Serializable;

/**
 * Turns each driving frame's keypoints into those that animate the source image (the paper's
 * section 3.4). Immutable and serialisable: made once for a source and a reference frame, applied
 * in every task.
 */
public sealed interface MotionTransfer extends Serializable
    permits AbsoluteTransfer, RelativeTransfer {

  /**
   * The keypoints for one frame.
   *
   * @param driving a driving frame's keypoints, of the model that found the source's
   * @return what the frame generator is given beside the source's keypoints
   * @throws IllegalArgumentException if the number of keypoints, or having Jacobians, differs from
   *     the source's
   */
  Keypoints apply(Keypoints driving);

  /**
   * Uses the driving frame's keypoints as they are.
   *
   * @return a transfer that returns what it is given
   */
  static MotionTransfer absolute() {
    return new AbsoluteTransfer();
  }

  /**
   * Moves the source's keypoints as the driving frame D moved since the reference frame D0:
   *
   * <pre>
   * value    = S.value + a * (D.value - D0.value)
   * jacobian = (D.jacobian * inverse(D0.jacobian)) * S.jacobian
   * </pre>
   *
   * <p>computed in double precision and stored as float.
   *
   * @param source the source image's keypoints S
   * @param reference the reference frame's keypoints D0: usually the first driving frame, or the
   *     one chosen by {@link ReferenceFrame}
   * @param adaptScale whether a is {@link MovementScale#of}; otherwise it is 1
   * @return a transfer under which the reference frame gives the source
   * @throws IllegalArgumentException if the two do not belong to one model, or if a Jacobian of the
   *     reference frame cannot be inverted: the message names the keypoint, and another reference
   *     frame is the remedy
   */
  static MotionTransfer relative(Keypoints source, Keypoints reference, boolean adaptScale) {
    return new RelativeTransfer(source, reference, adaptScale);
  }
}
