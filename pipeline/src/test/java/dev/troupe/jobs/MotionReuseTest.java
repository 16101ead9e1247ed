package dev.troupe.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.motion.Keypoints;
import java.util.List;
import org.junit.jupiter.api.Test;

class MotionReuseTest {
  private static final List<Keypoints> MOTION =
      List.of(pose(0), pose(0.5f), pose(0), pose(0.505f), pose(0.51f));

  @Test
  void distinct_withoutReuse_isEveryFrame() {
    MotionReuse reuse = new MotionReuse(MOTION, -1);
    assertThat(reuse.distinct()).isEqualTo(MOTION);
    assertThat(reuse.picture(2)).isEqualTo(2);
  }

  @Test
  void distinct_exactly_takesWhatIsTheSame() {
    MotionReuse reuse = new MotionReuse(MOTION, 0);
    assertThat(reuse.distinct()).containsExactly(pose(0), pose(0.5f), pose(0.505f), pose(0.51f));
    assertThat(reuse.picture(2)).isZero();
    assertThat(reuse.picture(3)).isEqualTo(2);
  }

  @Test
  void distinct_withTolerance_comparesWithGeneratedPosesOnly() {
    MotionReuse reuse = new MotionReuse(MOTION, 0.006);
    assertThat(reuse.distinct()).containsExactly(pose(0), pose(0.5f), pose(0.51f));
    assertThat(List.of(reuse.picture(3), reuse.picture(4))).containsExactly(1, 2);
  }

  private static Keypoints pose(float x) {
    return new Keypoints(new float[] {x, 0}, new float[] {1, 0, 0, 1});
  }
}
