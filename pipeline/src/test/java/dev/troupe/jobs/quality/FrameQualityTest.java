package dev.troupe.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.troupe.fixtures.Demo;
import dev.troupe.fixtures.TestClips;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.motion.Keypoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class FrameQualityTest {
  private static final FrameSize SIZE = new FrameSize(64, 48);
  private static final Keypoints CENTRE = new Keypoints(new float[] {0, 0}, new float[0]);

  @Test
  void luma_blackAndWhite_areZeroAndOne() {
    List<FrameQuality> qualities =
        FrameQuality.inOrder(List.of(sample(flat(0)), sample(flat(255))));

    assertThat(qualities.get(0).luma()).isZero();
    assertThat(qualities.get(1).luma()).isOne();
  }

  @Test
  void change_fromBlackToGray_isTheDifferenceAndZeroForTheFirst() {
    List<FrameQuality> qualities = FrameQuality.inOrder(List.of(sample(flat(0)), sample(flat(51))));

    assertThat(qualities.get(0).change()).isZero();
    assertThat(qualities.get(1).change()).isEqualTo(0.2f, within(1e-6f));
  }

  @Test
  void edge_keypoints_isTheSmallestDistanceOfAny() {
    Keypoints keypoints =
        new Keypoints(new float[] {0, 0, 0.5f, -0.9f, -0.75f, 0.2f}, new float[0]);

    assertThat(FrameSample.of(flat(0), keypoints).edge()).isEqualTo(0.1f, within(1e-6f));
  }

  @Test
  void edge_keypointOutside_isNegative() {
    Keypoints keypoints = new Keypoints(new float[] {1.25f, 0}, new float[0]);

    assertThat(FrameSample.of(flat(0), keypoints).edge()).isEqualTo(-0.25f);
  }

  @Test
  void inOrder_samplesSharedOutOverTasks_areTheSame() {
    List<FrameSample> together = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      together.add(sample(TestClips.picture(SIZE, i)));
    }
    List<FrameSample> travelled = new ArrayList<>();
    for (FrameSample sample : together) {
      Row row = RowFactory.create(sample.values());
      travelled.add(FrameSample.from(row, 0));
    }

    assertThat(FrameQuality.inOrder(travelled)).isEqualTo(FrameQuality.inOrder(together));
  }

  @Test
  void change_cutBetweenRealPictures_standsOutOfRealMotion() {
    List<FrameSample> samples = new ArrayList<>();
    Demo.drivingFrames(20).forEach(picture -> samples.add(sample(picture)));
    samples.add(sample(Demo.source()));
    List<FrameQuality> qualities = FrameQuality.inOrder(samples);

    List<ClipFrame> frames = new ArrayList<>();
    for (int i = 0; i < qualities.size(); i++) {
      Keypoints moving = new Keypoints(new float[] {0.03f * i, 0}, new float[0]);
      frames.add(new ClipFrame(i, i / 25.0, moving, qualities.get(i)));
    }

    assertThat(Preflight.of(frames))
        .singleElement()
        .satisfies(warning -> assertThat(warning.text()).startsWith("Jump cut at 0.80 s"));
  }

  @Test
  void sample_pictureSmallerThanTheCells_isSampled() {
    Picture tiny = new Picture(1, 1, new byte[] {(byte) 255, (byte) 255, (byte) 255});

    assertThat(sample(tiny).thumbnail()).containsOnly((byte) 255);
  }

  private static FrameSample sample(Picture picture) {
    return FrameSample.of(picture, CENTRE);
  }

  private static Picture flat(int gray) {
    byte[] bgr = new byte[SIZE.width() * SIZE.height() * 3];
    Arrays.fill(bgr, (byte) gray);
    return new Picture(SIZE.width(), SIZE.height(), bgr);
  }
}
