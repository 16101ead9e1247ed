package dev.troupe.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(KeypointArbitraries.class)
@Domain(DomainContext.Global.class)
class MeasuresTest {

  @Property
  void keypointDistance_shiftedPicture_isTheShift(
      @ForAll Keypoints keypoints,
      @ForAll @FloatRange(min = -1, max = 1) float dx,
      @ForAll @FloatRange(min = -1, max = 1) float dy) {
    Keypoints shifted = KeypointArbitraries.moved(keypoints, Matrix2.IDENTITY, dx, dy);

    assertThat(KeypointDistance.of(keypoints, shifted)).isCloseTo(Math.hypot(dx, dy), within(1e-6));
  }

  @Property
  void keypointDistance_anyThree_keepsTheTriangleInequality(
      @ForAll Keypoints a, @ForAll Keypoints b, @ForAll Keypoints c) {
    assertThat(KeypointDistance.of(a, c))
        .isLessThanOrEqualTo(KeypointDistance.of(a, b) + KeypointDistance.of(b, c) + 1e-12);
  }

  @Example
  void keypointDistance_differentCounts_refused() {
    Keypoints two = KeypointArbitraries.withValues(0, 0, 1, 1);
    Keypoints one = KeypointArbitraries.withValues(0, 0);

    assertThatThrownBy(() -> KeypointDistance.of(two, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 2 of them, found 1");
  }

  @Property
  void jitter_steadyMovement_isZero(
      @ForAll Keypoints start, @ForAll @FloatRange(min = -1, max = 1) float step) {
    Keypoints next = KeypointArbitraries.moved(start, Matrix2.IDENTITY, step, -step);
    Keypoints last = KeypointArbitraries.moved(start, Matrix2.IDENTITY, 2 * step, -2 * step);

    assertThat(Jitter.of(start, next, last)).isCloseTo(0, within(1e-6));
  }

  @Example
  void jitter_oneOfTwoKeypointsJumpsAndReturns_isTheMeanSecondDifference() {
    Keypoints rest = KeypointArbitraries.withValues(0, 0, 0.5f, 0.5f);
    Keypoints jump = KeypointArbitraries.withValues(0.25f, 0, 0.5f, 0.5f);

    assertThat(Jitter.of(rest, jump, rest)).isEqualTo(0.25);
  }

  @Property
  void interpolation_atTheEnds_returnsTheEnds(@ForAll Keypoints a, @ForAll Keypoints b) {
    assertThat(Interpolation.between(a, b, 0).values()).containsExactly(a.values());
    assertThat(Interpolation.between(a, b, 0).jacobians()).containsExactly(a.jacobians());
    assertThat(Interpolation.between(a, b, 1).values()).containsExactly(b.values());
    assertThat(Interpolation.between(a, b, 1).jacobians()).containsExactly(b.jacobians());
  }

  @Property
  void interpolation_anyWeight_dividesTheDistance(
      @ForAll Keypoints a,
      @ForAll Keypoints b,
      @ForAll @DoubleRange(min = 0, max = 1) double weight) {
    Keypoints between = Interpolation.between(a, b, weight);

    assertThat(KeypointDistance.of(a, between))
        .isCloseTo(weight * KeypointDistance.of(a, b), within(1e-6));
    assertThat(between.jacobian(3).xy())
        .isCloseTo((1 - weight) * a.jacobian(3).xy() + weight * b.jacobian(3).xy(), within(1e-6));
  }

  @Example
  void interpolation_weightOutOfRange_refused() {
    Keypoints one = KeypointArbitraries.withValues(0, 0);

    assertThatThrownBy(() -> Interpolation.between(one, one, 1.5))
        .hasMessage("Cannot interpolate keypoints: expected a weight from 0 to 1, found 1.5");
    assertThatThrownBy(() -> Interpolation.between(one, one, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
