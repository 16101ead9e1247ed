package dev.troupe.motion;

/** Keypoints between those of two pictures. */
public final class Interpolation {
  private Interpolation() {}

  /**
   * Blends positions and Jacobians linearly, element by element.
   *
   * @param a the keypoints at weight 0
   * @param b the keypoints at weight 1
   * @param weight b's share, in [0, 1]
   * @return (1 - weight) * a + weight * b
   * @throws IllegalArgumentException if the two do not belong to one model or the weight is out of
   *     range
   */
  public static Keypoints between(Keypoints a, Keypoints b, double weight) {
    Shapes.requireSame("one picture", b, "another", a);
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException(
          "Cannot interpolate keypoints: expected a weight from 0 to 1, found " + weight);
    }
    return new Keypoints(
        blend(a.values(), b.values(), weight), blend(a.jacobians(), b.jacobians(), weight));
  }

  private static float[] blend(float[] a, float[] b, double weight) {
    float[] blended = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      blended[i] = (float) ((1 - weight) * a[i] + weight * b[i]);
    }
    return blended;
  }
}
