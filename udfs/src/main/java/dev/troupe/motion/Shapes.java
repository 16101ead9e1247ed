package dev.troupe.motion;

/** What two sets of keypoints must have in common to be compared, and how matrices are stored. */
final class Shapes {
  private Shapes() {}

  static void requireSame(String found, Keypoints these, String expected, Keypoints those) {
    if (these.count() != those.count() || these.hasJacobians() != those.hasJacobians()) {
      throw new IllegalArgumentException(
          "Cannot relate the motion of %s to %s: they come from different models; expected %s, found %s"
              .formatted(found, expected, those, these));
    }
  }

  static void requireSameCount(Keypoints a, Keypoints b) {
    if (a.count() != b.count()) {
      throw new IllegalArgumentException(
          "Cannot compare keypoints: they come from different models; expected %d of them, found %d"
              .formatted(a.count(), b.count()));
    }
  }

  static void store(Matrix2 matrix, float[] jacobians, int keypoint) {
    jacobians[4 * keypoint] = (float) matrix.xx();
    jacobians[4 * keypoint + 1] = (float) matrix.xy();
    jacobians[4 * keypoint + 2] = (float) matrix.yx();
    jacobians[4 * keypoint + 3] = (float) matrix.yy();
  }
}
