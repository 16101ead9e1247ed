package dev.troupe.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(KeypointArbitraries.class)
@Domain(DomainContext.Global.class)
class ConvexHullTest {

  @Property
  void area_affineMap_growsByTheDeterminant(
      @ForAll Keypoints keypoints,
      @ForAll Matrix2 matrix,
      @ForAll @FloatRange(min = -1, max = 1) float dx) {
    double mapped = ConvexHull.area(KeypointArbitraries.moved(keypoints, matrix, dx, 1));

    assertThat(mapped)
        .isCloseTo(Math.abs(matrix.determinant()) * ConvexHull.area(keypoints), within(1e-5));
  }

  @Property
  void area_anyTriangle_isHalfTheCrossProduct(@ForAll Keypoints keypoints) {
    float[] v = keypoints.values();
    double cross =
        ((double) v[2] - v[0]) * ((double) v[5] - v[1])
            - ((double) v[3] - v[1]) * ((double) v[4] - v[0]);

    assertThat(ConvexHull.area(KeypointArbitraries.withValues(v[0], v[1], v[2], v[3], v[4], v[5])))
        .isCloseTo(Math.abs(cross) / 2, within(1e-12));
  }

  @Property
  void area_extraPointInside_staysTheSame(
      @ForAll @FloatRange(min = -1, max = 1) float x,
      @ForAll @FloatRange(min = -1, max = 1) float y) {
    assertThat(ConvexHull.area(KeypointArbitraries.withValues(-1, -1, x, y, 1, -1, 1, 1, -1, 1)))
        .isCloseTo(4, within(1e-12));
  }

  @Property
  void area_moreKeypoints_neverSmaller(@ForAll Keypoints keypoints) {
    float[] fewer = java.util.Arrays.copyOf(keypoints.values(), 12);

    assertThat(ConvexHull.area(keypoints))
        .isGreaterThanOrEqualTo(ConvexHull.area(KeypointArbitraries.withValues(fewer)) - 1e-12);
  }

  @Example
  void area_degenerateKeypoints_isZero() {
    assertThat(ConvexHull.area(KeypointArbitraries.withValues(0.5f, 0.5f))).isZero();
    assertThat(ConvexHull.area(KeypointArbitraries.withValues(0, 0, 1, 1))).isZero();
    assertThat(ConvexHull.area(KeypointArbitraries.withValues(0, 0, 0, 0, 0, 0))).isZero();
    assertThat(ConvexHull.area(KeypointArbitraries.withValues(-1, -1, 0, 0, 1, 1, 0.5f, 0.5f)))
        .isZero();
    assertThat(ConvexHull.area(KeypointArbitraries.withValues(0, 1, 0, -1, 0, 0.25f))).isZero();
  }

  @Property
  void movementScale_scaledSource_isTheFactor(
      @ForAll @FloatRange(min = 0.1f, max = 4) float factor) {
    Keypoints reference = KeypointArbitraries.withValues(-0.5f, 0, 0.5f, 0, 0, 0.75f, 0, 0.1f);
    Keypoints source =
        KeypointArbitraries.moved(reference, new Matrix2(factor, 0, 0, factor), 0.1, 0.2);

    assertThat(MovementScale.of(source, reference)).isCloseTo(factor, within(1e-5));
  }

  @Example
  void movementScale_hullWithoutArea_leavesMovementsAsTheyAre() {
    Keypoints line = KeypointArbitraries.withValues(-0.3f, -0.1f, 0, 0, 0.9f, 0.3f);
    Keypoints triangle = KeypointArbitraries.withValues(-1, -1, 0, 1, 1, -1);

    assertThat(MovementScale.of(line, triangle)).isEqualTo(1);
    assertThat(MovementScale.of(triangle, line)).isEqualTo(1);
    assertThat(MovementScale.of(triangle, triangle)).isEqualTo(1);
  }
}
