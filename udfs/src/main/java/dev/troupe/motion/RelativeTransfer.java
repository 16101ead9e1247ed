package dev.troupe.motion;

/** Moves the source's keypoints as the driving frame moved since the reference frame. */
final class RelativeTransfer implements MotionTransfer {
  private static final long serialVersionUID = 1L;

  private final Keypoints source;
  private final Keypoints reference;
  private final double scale;

  RelativeTransfer(Keypoints source, Keypoints reference, boolean adaptScale) {
    Shapes.requireSame("the reference frame", reference, "the source", source);
    this.source = source;
    this.reference = reference;
    this.scale = adaptScale ? MovementScale.of(source, reference) : 1;
    for (int k = 0; k < reference.count() && reference.hasJacobians(); k++) {
      inverseOfReference(k);
    }
  }

  @Override
  public Keypoints apply(Keypoints driving) {
    Shapes.requireSame("the driving frame", driving, "the source", source);
    int count = source.count();
    float[] values = new float[2 * count];
    float[] jacobians = new float[source.hasJacobians() ? 4 * count : 0];
    for (int k = 0; k < count; k++) {
      values[2 * k] = moved(source.x(k), driving.x(k), reference.x(k));
      values[2 * k + 1] = moved(source.y(k), driving.y(k), reference.y(k));
      if (source.hasJacobians()) {
        Matrix2 change = driving.jacobian(k).times(inverseOfReference(k));
        Shapes.store(change.times(source.jacobian(k)), jacobians, k);
      }
    }
    return new Keypoints(values, jacobians);
  }

  private float moved(double own, double driving, double from) {
    return (float) (own + scale * (driving - from));
  }

  private Matrix2 inverseOfReference(int k) {
    Matrix2 jacobian = reference.jacobian(k);
    return jacobian
        .inverse()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot transfer motion relative to the reference frame: the Jacobian of its"
                        + " keypoint %d is singular; expected an invertible matrix, found %s"
                            .formatted(k, jacobian)));
  }
}
