package dev.troupe.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(KeypointArbitraries.class)
@Domain(DomainContext.Global.class)
class PoseTest {
  private static final Keypoints LINE = KeypointArbitraries.withValues(-1, -1, 0, 0, 1, 1);
  private static final Keypoints TRIANGLE = KeypointArbitraries.withValues(0, 0, 1, 0, 0, 1);

  @Property
  void poseDistance_movedAndScaled_isZero(
      @ForAll Keypoints pose,
      @ForAll @FloatRange(min = 0.3f, max = 2) float factor,
      @ForAll @FloatRange(min = -1, max = 1) float dx) {
    Assume.that(ConvexHull.area(pose) > 0.05);
    Keypoints elsewhere =
        KeypointArbitraries.moved(pose, new Matrix2(factor, 0, 0, factor), dx, -dx);

    assertThat(PoseDistance.of(pose, elsewhere)).isCloseTo(0, within(1e-7));
  }

  @Property
  void poseDistance_anyTwo_isSymmetric(@ForAll Keypoints a, @ForAll Keypoints b) {
    assertThat(PoseDistance.of(a, b)).isNotNegative().isEqualTo(PoseDistance.of(b, a));
  }

  @Example
  void poseDistance_mirroredTriangle_isTheSumOfSquares() {
    Keypoints mirrored = KeypointArbitraries.withValues(1, 0, 0, 0, 1, 1);

    // Size sqrt(1/2), so squares double; centred x: -1/3, 2/3, -1/3 against 1/3, -2/3, 1/3.
    assertThat(PoseDistance.of(TRIANGLE, mirrored))
        .isCloseTo(2 * (4 / 9.0 + 16 / 9.0 + 4 / 9.0), within(1e-12));
  }

  @Property
  void referenceFrame_sourcePoseAmongFrames_isChosen(
      @ForAll Keypoints source,
      @ForAll @Size(min = 1, max = 6) List<Keypoints> others,
      @ForAll @IntRange(max = 6) int at) {
    Assume.that(ConvexHull.area(source) > 0.05);
    List<Keypoints> driving = new ArrayList<>(others);
    driving.removeIf(frame -> PoseDistance.of(source, frame) < 1e-6);
    int index = Math.min(at, driving.size());
    driving.add(index, KeypointArbitraries.moved(source, new Matrix2(0.5, 0, 0, 0.5), 0.2, 0.1));

    assertThat(ReferenceFrame.best(source, driving)).isEqualTo(index);
  }

  @Example
  void referenceFrame_severalEquallyNear_firstWins() {
    assertThat(ReferenceFrame.best(TRIANGLE, List.of(LINE, TRIANGLE, TRIANGLE))).isEqualTo(1);
  }

  @Example
  void referenceFrame_noComparablePose_isTheFirst() {
    assertThat(ReferenceFrame.best(TRIANGLE, List.of(LINE, LINE))).isZero();
    assertThat(ReferenceFrame.best(LINE, List.of(TRIANGLE, LINE))).isZero();
  }

  @Example
  void referenceFrame_noFrames_refused() {
    assertThatThrownBy(() -> ReferenceFrame.best(TRIANGLE, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at least one driving frame, found none");
  }
}
