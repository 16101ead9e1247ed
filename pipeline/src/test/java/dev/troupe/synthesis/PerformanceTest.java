package dev.troupe.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.media.Rational;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerformanceTest {
  @Test
  void poseAt_askedInAnyOrder_givesTheSamePose() {
    Performance performance = Performance.of(77);
    Pose late = performance.poseAt(new Rational(100, 7));
    performance.poseAt(Rational.ZERO);
    assertThat(performance.poseAt(new Rational(100, 7))).isEqualTo(late);
    assertThat(Performance.of(77).poseAt(new Rational(100, 7))).isEqualTo(late);
    assertThat(Performance.of(78).poseAt(new Rational(100, 7))).isNotEqualTo(late);
  }

  @Test
  void poseAt_hundredthsOfASecond_neverJumps() {
    for (long seed = 0; seed < 40; seed++) {
      double[] before = numbers(Performance.of(seed).poseAt(Rational.ZERO));
      for (int i = 1; i < 1500; i++) {
        double[] now = numbers(Performance.of(seed).poseAt(new Rational(i, 100)));
        for (int n = 0; n < now.length; n++) {
          // Lids and glances are the fastest: a blink closes in 0.09 seconds.
          double most = n < 3 ? 0.05 : n < 6 ? 0.02 : 0.32;
          assertThat(Math.abs(now[n] - before[n]))
              .as("number %d of performance %d at %d/100 s", n, seed, i)
              .isLessThan(most);
        }
        before = now;
      }
    }
  }

  @Test
  void poseAt_manySeeds_differInEnergyAndReachFarTurns() {
    List<Double> reaches = new ArrayList<>();
    for (long seed = 0; seed < 60; seed++) {
      double least = 9;
      double most = -9;
      for (int i = 0; i < 200; i++) {
        double yaw = Performance.of(seed).poseAt(new Rational(i, 10)).head().yaw();
        least = Math.min(least, yaw);
        most = Math.max(most, yaw);
      }
      reaches.add(most - least);
    }
    assertThat(reaches).anyMatch(reach -> reach < 0.45).anyMatch(reach -> reach > 1.1);
  }

  @Test
  void poseAt_tenSeconds_blinksAndOpensAgain() {
    for (long seed = 0; seed < 40; seed++) {
      int shut = 0;
      int open = 0;
      for (int i = 0; i < 500; i++) {
        EyePose eyes = Performance.of(seed).poseAt(new Rational(i, 50)).eyes();
        shut += eyes.leftLid() > 0.9 ? 1 : 0;
        open += eyes.leftLid() < 0.5 ? 1 : 0;
      }
      assertThat(shut).as("shut frames of %d", seed).isBetween(3, 200);
      assertThat(open).as("open frames of %d", seed).isGreaterThan(250);
    }
  }

  @Test
  void poseAt_talking_opensAndShutsTheMouth() {
    int talkers = 0;
    for (long seed = 0; seed < 40; seed++) {
      int turns = 0;
      boolean open = false;
      for (int i = 0; i < 500; i++) {
        double now = Performance.of(seed).poseAt(new Rational(i, 50)).mouth().open();
        if (open ? now < 0.12 : now > 0.3) {
          open = !open;
          turns++;
        }
      }
      talkers += turns > 10 ? 1 : 0;
    }
    assertThat(talkers).isGreaterThan(28);
  }

  @Test
  void startingAtRest_firstFrame_isRestAndLaterFramesAreItsOwn() {
    Performance own = Performance.of(5);
    Performance eased = own.startingAtRest();
    assertThat(eased.poseAt(Rational.ZERO)).isEqualTo(Pose.REST);
    assertThat(eased.poseAt(new Rational(1, 1))).isEqualTo(own.poseAt(new Rational(1, 1)));
    assertThat(eased.seed()).isEqualTo(5);
  }

  @Test
  void poseAt_beforeTheStart_isRefused() {
    Performance performance = Performance.of(1);
    assertThatThrownBy(() -> performance.poseAt(new Rational(-1, 25)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a performance starts at 0 seconds, found -1/25 seconds");
  }

  @Test
  void pose_outOfRange_isRefused() {
    assertThatThrownBy(() -> new HeadPose(1.5, 0, 0, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a pose's yaw must be -1.2 to 1.2, found 1.5");
    assertThatThrownBy(() -> new MouthPose(Double.NaN, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] numbers(Pose pose) {
    HeadPose head = pose.head();
    EyePose eyes = pose.eyes();
    BrowPose brows = pose.brows();
    MouthPose mouth = pose.mouth();
    return new double[] {
      head.yaw(),
      head.pitch(),
      head.roll(),
      head.x(),
      head.y(),
      head.scale(),
      eyes.gazeX(),
      eyes.gazeY(),
      eyes.leftLid(),
      eyes.rightLid(),
      brows.left(),
      brows.right(),
      brows.frown(),
      mouth.open(),
      mouth.width(),
      mouth.smile(),
    };
  }
}
