package dev.troupe.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(KeypointArbitraries.class)
class Matrix2Test {

  @Property
  void inverse_timesTheMatrix_isIdentity(@ForAll Matrix2 matrix) {
    Assume.that(Math.abs(matrix.determinant()) > 1e-2);
    Matrix2 inverse = matrix.inverse().orElseThrow();

    assertClose(matrix.times(inverse), Matrix2.IDENTITY);
    assertClose(inverse.times(matrix), Matrix2.IDENTITY);
    assertClose(inverse.inverse().orElseThrow(), matrix);
  }

  @Property
  void product_anyThree_isAssociative(@ForAll Matrix2 a, @ForAll Matrix2 b, @ForAll Matrix2 c) {
    assertClose(a.times(b).times(c), a.times(b.times(c)));
  }

  @Property
  void determinant_ofProduct_isProductOfDeterminants(@ForAll Matrix2 a, @ForAll Matrix2 b) {
    assertThat(a.times(b).determinant())
        .isCloseTo(a.determinant() * b.determinant(), within(1e-12));
  }

  @Example
  void product_ofTwo_appliesTheRightOneFirst() {
    Matrix2 shear = new Matrix2(1, 2, 0, 1);
    Matrix2 swap = new Matrix2(0, 1, 1, 0);

    assertThat(shear.times(swap)).isEqualTo(new Matrix2(2, 1, 1, 0));
  }

  @Example
  void inverse_singularOrNotFinite_isEmpty() {
    assertThat(new Matrix2(1, 2, 2, 4).inverse()).isEmpty();
    assertThat(new Matrix2(0, 0, 0, 0).inverse()).isEmpty();
    assertThat(new Matrix2(Double.NaN, 0, 0, 1).inverse()).isEmpty();
    assertThat(new Matrix2(Double.POSITIVE_INFINITY, 0, 0, 1).inverse()).isEmpty();
    assertThat(new Matrix2(1e-60, 0, 0, 1).inverse()).isEmpty();
  }

  private static void assertClose(Matrix2 found, Matrix2 expected) {
    assertThat(found.xx()).isCloseTo(expected.xx(), within(1e-10));
    assertThat(found.xy()).isCloseTo(expected.xy(), within(1e-10));
    assertThat(found.yx()).isCloseTo(expected.yx(), within(1e-10));
    assertThat(found.yy()).isCloseTo(expected.yy(), within(1e-10));
  }
}
