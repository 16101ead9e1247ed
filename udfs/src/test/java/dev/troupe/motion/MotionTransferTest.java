package dev.troupe.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.domains.Domain;

@Domain(KeypointArbitraries.class)
@Domain(net.jqwik.api.domains.DomainContext.Global.class)
class MotionTransferTest {

  @Property
  void absoluteTransfer_anyFrame_returnsItAsItIs(@ForAll Keypoints driving) {
    assertThat(MotionTransfer.absolute().apply(driving)).isEqualTo(driving);
  }

  @Property
  void relativeTransfer_identityMotion_returnsSource(
      @ForAll Keypoints source, @ForAll Keypoints reference, @ForAll boolean adaptScale) {
    Keypoints moved = MotionTransfer.relative(source, reference, adaptScale).apply(reference);

    assertThat(moved.values()).containsExactly(source.values());
    assertThat(moved.jacobians()).containsExactly(source.jacobians(), within(1e-6f));
  }

  @Property
  void relativeTransfer_sourceIsTheReference_returnsDriving(
      @ForAll Keypoints reference, @ForAll Keypoints driving) {
    Keypoints moved = MotionTransfer.relative(reference, reference, true).apply(driving);

    assertThat(moved.values()).containsExactly(driving.values(), within(1e-6f));
    assertThat(moved.jacobians()).containsExactly(driving.jacobians(), within(1e-5f));
  }

  @Property
  void relativeTransfer_shiftedDriving_shiftsTheSourceAsFar(
      @ForAll Keypoints source,
      @ForAll Keypoints reference,
      @ForAll @FloatRange(min = -1, max = 1) float dx,
      @ForAll @FloatRange(min = -1, max = 1) float dy) {
    Keypoints driving = KeypointArbitraries.moved(reference, Matrix2.IDENTITY, dx, dy);

    Keypoints moved = MotionTransfer.relative(source, reference, false).apply(driving);

    assertThat(moved.values())
        .containsExactly(
            KeypointArbitraries.moved(source, Matrix2.IDENTITY, dx, dy).values(), within(1e-6f));
  }

  @Property
  void relativeTransfer_adaptedScaleOfEqualHulls_isPlainRelative(
      @ForAll Keypoints source,
      @ForAll Keypoints driving,
      @ForAll @FloatRange(min = -1, max = 1) float dx) {
    Assume.that(ConvexHull.area(source) > 0.05); // rounding counts for little in such a hull
    Keypoints reference = KeypointArbitraries.moved(source, Matrix2.IDENTITY, dx, -dx);

    Keypoints adapted = MotionTransfer.relative(source, reference, true).apply(driving);
    Keypoints plain = MotionTransfer.relative(source, reference, false).apply(driving);

    assertThat(adapted.values()).containsExactly(plain.values(), within(1e-4f));
    assertThat(adapted.jacobians()).containsExactly(plain.jacobians());
  }

  @Property
  void relativeTransfer_sourceOfTwiceTheSize_movesTwiceAsFar(@ForAll Keypoints driving) {
    Keypoints reference = KeypointArbitraries.withValues(0, 0, 0.5f, 0, 0, 0.5f);
    Keypoints source = KeypointArbitraries.withValues(0, 0, 1, 0, 0, 1);
    Keypoints frame =
        KeypointArbitraries.withValues(
            driving.x(0), driving.y(0), driving.x(1), driving.y(1), driving.x(2), driving.y(2));

    Keypoints moved = MotionTransfer.relative(source, reference, true).apply(frame);

    for (int k = 0; k < 3; k++) {
      assertThat(moved.x(k)).isCloseTo(2 * frame.x(k), within(1e-6f));
      assertThat(moved.y(k)).isCloseTo(2 * frame.y(k), within(1e-6f));
    }
    assertThat(moved.hasJacobians()).isFalse();
  }

  @Example
  void relativeTransfer_singularReference_namesTheKeypoint() {
    Keypoints sound = new Keypoints(new float[4], new float[] {1, 0, 0, 1, 1, 0, 0, 1});
    Keypoints singular = new Keypoints(new float[4], new float[] {1, 0, 0, 1, 1, 2, 2, 4});

    assertThatThrownBy(() -> MotionTransfer.relative(sound, singular, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot transfer motion relative to the reference frame: the Jacobian of its keypoint 1"
                + " is singular; expected an invertible matrix, found [1.0 2.0; 2.0 4.0]");
  }

  @Example
  void relativeTransfer_keypointsOfAnotherModel_refused() {
    Keypoints three = KeypointArbitraries.withValues(0, 0, 1, 0, 0, 1);
    Keypoints two = KeypointArbitraries.withValues(0, 0, 1, 0);
    MotionTransfer transfer = MotionTransfer.relative(three, three, false);

    assertThatThrownBy(() -> transfer.apply(two))
        .hasMessageContaining("the driving frame")
        .hasMessageContaining("expected 3 keypoints, found 2 keypoints");
    assertThatThrownBy(() -> MotionTransfer.relative(three, two, true))
        .hasMessageContaining("the reference frame");
  }

  @Property(tries = 20)
  void relativeTransfer_serialised_givesTheSame(
      @ForAll Keypoints source, @ForAll Keypoints reference, @ForAll Keypoints driving)
      throws Exception {
    MotionTransfer transfer = MotionTransfer.relative(source, reference, true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(transfer);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      MotionTransfer copy = (MotionTransfer) in.readObject();
      assertThat(copy.apply(driving)).isEqualTo(transfer.apply(driving));
    }
  }
}
