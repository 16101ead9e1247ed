package dev.troupe.motion;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Keypoints as models find them: ten positions in the picture, Jacobians far from singular. */
final class KeypointArbitraries extends DomainContextBase {
  static final int COUNT = 10;

  @Provide
  Arbitrary<Keypoints> keypoints() {
    Arbitrary<float[]> values =
        Arbitraries.floats().between(-1, 1).array(float[].class).ofSize(2 * COUNT);
    Arbitrary<float[]> jacobians =
        Arbitraries.floats().between(-0.4f, 0.4f).array(float[].class).ofSize(4 * COUNT);
    return Combinators.combine(values, jacobians.map(KeypointArbitraries::aroundIdentity))
        .as(Keypoints::new);
  }

  @Provide
  Arbitrary<Matrix2> matrices() {
    return Arbitraries.doubles()
        .between(-2, 2)
        .array(double[].class)
        .ofSize(4)
        .map(m -> new Matrix2(m[0], m[1], m[2], m[3]));
  }

  /** Diagonally dominant, so that determinants stay above 0.2. */
  private static float[] aroundIdentity(float[] jacobians) {
    for (int i = 0; i < jacobians.length; i++) {
      if (i % 4 == 0 || i % 4 == 3) {
        jacobians[i] += 1;
      }
    }
    return jacobians;
  }

  static Keypoints withValues(float... values) {
    return new Keypoints(values, new float[0]);
  }

  /** Every position p becomes matrix * p + offset; Jacobians stay. */
  static Keypoints moved(Keypoints keypoints, Matrix2 matrix, double dx, double dy) {
    float[] values = keypoints.values();
    for (int k = 0; k < keypoints.count(); k++) {
      double x = keypoints.x(k);
      double y = keypoints.y(k);
      values[2 * k] = (float) (matrix.xx() * x + matrix.xy() * y + dx);
      values[2 * k + 1] = (float) (matrix.yx() * x + matrix.yy() * y + dy);
    }
    return new Keypoints(values, keypoints.jacobians());
  }
}
