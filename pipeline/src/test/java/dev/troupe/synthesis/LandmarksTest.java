package dev.troupe.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Rational;
import java.util.List;
import org.junit.jupiter.api.Test;

class LandmarksTest {
  private static final FrameSize SIZE = new FrameSize(200, 200);

  @Test
  void of_anyPuppet_givesTheSameNamesOnce() {
    List<String> names = names(Landmarks.of(Identity.of(1), Pose.REST, SIZE));
    assertThat(names).hasSize(73).doesNotHaveDuplicates().startsWith("jaw-0").endsWith("crown");
    Pose pose = Performance.of(3).poseAt(new Rational(1, 2));
    assertThat(names(Landmarks.of(Identity.of(2), pose, SIZE))).isEqualTo(names);
  }

  @Test
  void normalised_cornerPixels_areMinusOneAndOne() {
    Landmarks marks =
        new Landmarks(
            new FrameSize(11, 21),
            List.of(new Landmark("a", 0, 0, true), new Landmark("b", 10, 20, true)));
    assertThat(marks.normalised()).containsExactly(-1, -1, 1, 1);
  }

  @Test
  void of_atRest_isSymmetricAndInOrder() {
    for (long seed = 0; seed < 30; seed++) {
      Landmarks marks = Landmarks.of(Identity.of(seed), Pose.REST, SIZE);
      double middle = marks.named("jaw-8").x();
      assertThat(middle).isCloseTo(99.5, within(1e-6));
      assertThat(marks.named("jaw-0").x() + marks.named("jaw-16").x()).isCloseTo(199, within(1e-6));
      assertThat(marks.named("left-pupil").x()).isLessThan(middle);
      assertThat(marks.named("crown").y()).isLessThan(marks.named("left-brow-2").y());
      assertThat(marks.named("left-brow-2").y()).isLessThan(marks.named("left-pupil").y());
      assertThat(marks.named("left-pupil").y()).isLessThan(marks.named("nose-base-2").y());
      assertThat(marks.named("nose-base-2").y()).isLessThan(marks.named("mouth-inner-2").y());
      assertThat(marks.named("mouth-outer-9").y()).isLessThan(marks.named("jaw-8").y());
    }
  }

  @Test
  void of_anySize_isTheSamePlaceInThePicture() {
    Pose pose = Performance.of(9).poseAt(new Rational(7, 3));
    double[] small = places(Landmarks.of(Identity.of(4), pose, new FrameSize(100, 100)), 100);
    double[] large = places(Landmarks.of(Identity.of(4), pose, new FrameSize(800, 800)), 800);
    assertThat(small).containsExactly(large, within(1e-9));
  }

  @Test
  void of_turnedRight_hidesTheFarEyeAndEarBeforeTheNear() {
    Landmarks marks = Landmarks.of(Identity.of(3), turned(1.15, 0), SIZE);
    assertThat(marks.named("right-eye-3").visible()).isFalse();
    assertThat(marks.named("right-ear").visible()).isFalse();
    assertThat(marks.named("left-eye-0").visible()).isTrue();
  }

  @Test
  void of_turned_movesTheNoseMoreThanTheEyes() {
    Landmarks rest = Landmarks.of(Identity.of(3), Pose.REST, SIZE);
    Landmarks turned = Landmarks.of(Identity.of(3), turned(0.4, 0), SIZE);
    double nose = turned.named("nose-bridge-3").x() - rest.named("nose-bridge-3").x();
    double eye = turned.named("left-eye-0").x() - rest.named("left-eye-0").x();
    assertThat(nose).isGreaterThan(eye).isGreaterThan(10);
    double before = rest.named("right-eye-3").x() - rest.named("right-eye-0").x();
    double after = turned.named("right-eye-3").x() - turned.named("right-eye-0").x();
    assertThat(after).as("foreshortened far eye").isLessThan(0.85 * before);
  }

  @Test
  void of_lookingUp_movesTheFaceUp() {
    double rest = Landmarks.of(Identity.of(3), Pose.REST, SIZE).named("nose-bridge-3").y();
    double up = Landmarks.of(Identity.of(3), turned(0, 0.3), SIZE).named("nose-bridge-3").y();
    assertThat(up).isLessThan(rest - 8);
  }

  @Test
  void of_blink_closesTheLids() {
    for (long seed = 0; seed < 30; seed++) {
      double before = Double.MAX_VALUE;
      for (double lid = 0; lid <= 1; lid += 0.25) {
        Pose pose =
            new Pose(HeadPose.REST, new EyePose(0, 0, lid, lid), BrowPose.REST, MouthPose.REST);
        Landmarks marks = Landmarks.of(Identity.of(seed), pose, SIZE);
        double gap = marks.named("left-eye-5").y() - marks.named("left-eye-1").y();
        assertThat(gap).isLessThan(before);
        before = gap;
      }
      assertThat(before).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void of_mouthOpens_partsTheInnerLips() {
    for (long seed = 0; seed < 30; seed++) {
      double before = -1;
      for (double open = 0; open <= 1; open += 0.25) {
        Landmarks marks = Landmarks.of(Identity.of(seed), mouth(open, 0, 0), SIZE);
        double gap = marks.named("mouth-inner-6").y() - marks.named("mouth-inner-2").y();
        assertThat(gap).isGreaterThan(before);
        before = gap;
      }
      assertThat(before).isGreaterThan(8);
    }
  }

  @Test
  void of_smile_liftsAndSpreadsTheCorners() {
    Landmarks sad = Landmarks.of(Identity.of(6), mouth(0, 0, -1), SIZE);
    Landmarks glad = Landmarks.of(Identity.of(6), mouth(0, 0, 1), SIZE);
    assertThat(glad.named("mouth-outer-0").y()).isLessThan(sad.named("mouth-outer-0").y() - 5);
    assertThat(glad.named("mouth-outer-0").x()).isLessThan(sad.named("mouth-outer-0").x() - 2);
  }

  @Test
  void of_outOfThePicture_isInvisible() {
    HeadPose away = new HeadPose(0, 0, 0, 2, 0, 1);
    Pose pose = new Pose(away, EyePose.REST, BrowPose.REST, MouthPose.REST);
    assertThat(Landmarks.of(Identity.of(1), pose, SIZE).points()).noneMatch(Landmark::visible);
  }

  @Test
  void named_unknown_isRefused() {
    Landmarks marks = Landmarks.of(Identity.of(1), Pose.REST, SIZE);
    assertThatThrownBy(() -> marks.named("tail"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no landmark named \"tail\"");
  }

  private static List<String> names(Landmarks marks) {
    return marks.points().stream().map(Landmark::name).toList();
  }

  private static double[] places(Landmarks marks, int side) {
    return marks.points().stream()
        .flatMapToDouble(
            p -> java.util.stream.DoubleStream.of((p.x() + 0.5) / side, (p.y() + 0.5) / side))
        .toArray();
  }

  private static Pose turned(double yaw, double pitch) {
    HeadPose head = new HeadPose(yaw, pitch, 0, 0, 0, 1);
    return new Pose(head, EyePose.REST, BrowPose.REST, MouthPose.REST);
  }

  private static Pose mouth(double open, double width, double smile) {
    return new Pose(HeadPose.REST, EyePose.REST, BrowPose.REST, new MouthPose(open, width, smile));
  }
}
