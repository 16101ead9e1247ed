package dev.troupe.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.synthesis.HeadPose;
import dev.troupe.synthesis.Identity;
import dev.troupe.synthesis.Landmarks;
import dev.troupe.synthesis.Pose;
import dev.troupe.synthesis.Puppet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each metric against what it is defined as. */
class MetricsTest {
  private static final FrameSize SIZE = new FrameSize(128, 128);
  private static final Identity WHO = Identity.of(5);
  private static final Picture PUPPET = Puppet.draw(WHO, Pose.REST, SIZE);

  @Test
  void pixelDistances_equalPictures_areNone() {
    assertThat(PixelDistance.l1(PUPPET, PUPPET)).isZero();
    assertThat(PixelDistance.meanSquare(PUPPET, PUPPET)).isZero();
    assertThat(PixelDistance.decibels(0)).isEqualTo(PixelDistance.MOST_DECIBELS);
    assertThat(PixelDistance.flicker(PUPPET, PUPPET, PUPPET, PUPPET)).isZero();
  }

  @Test
  void pixelDistances_constantDifference_areWhatTheirFormulasSay() {
    Picture dark = plain(50);
    Picture light = plain(101);

    assertThat(PixelDistance.l1(dark, light)).isCloseTo(0.2, offset(1e-9));
    assertThat(PixelDistance.decibels(PixelDistance.meanSquare(dark, light)))
        .isCloseTo(-20 * Math.log10(0.2), offset(1e-9));
  }

  @Test
  void flicker_stillError_isNoneButChangingOneIs() {
    Picture before = plain(50);
    Picture now = plain(60);

    assertThat(PixelDistance.flicker(plain(55), plain(65), before, now)).isZero();
    assertThat(PixelDistance.flicker(plain(55), plain(60), before, now))
        .isCloseTo(5 / 255.0, offset(1e-9));
  }

  @Test
  void ssim_oneWindow_isTheFormulaWrittenOut() {
    Picture a = noise(11, 1);
    Picture b = noise(11, 2);

    assertThat(similar(a, b).single()).isCloseTo(writtenOut(a, b), offset(1e-5));
    assertThat(similar(a, a).single()).isCloseTo(1, offset(1e-6));
  }

  @Test
  void ssim_plainPictures_comparesBrightnessAlone() {
    double x = 0.4;
    double y = 0.6;
    double c1 = 1e-4;

    assertThat(similar(plain(102), plain(153)).single())
        .isCloseTo((2 * x * y + c1) / (x * x + y * y + c1), offset(1e-4));
  }

  @Test
  void multiScale_scales_asManyAsFit() {
    assertThat(StructuralSimilarity.scales(10)).isZero();
    assertThat(StructuralSimilarity.scales(11)).isEqualTo(1);
    assertThat(StructuralSimilarity.scales(128)).isEqualTo(4);
    assertThat(StructuralSimilarity.scales(176)).isEqualTo(5);
    assertThat(StructuralSimilarity.scales(4096)).isEqualTo(5);
    assertThat(similar(plain(3, 8), plain(3, 8)).multiScale()).isNaN();
    assertThat(similar(PUPPET, PUPPET).multiScale()).isCloseTo(1, offset(1e-6));
  }

  @Test
  void similarities_moreNoise_areLower() {
    Picture some = noisy(PUPPET, 10);
    Picture much = noisy(PUPPET, 40);

    assertThat(similar(much, PUPPET).single()).isLessThan(similar(some, PUPPET).single());
    assertThat(similar(much, PUPPET).multiScale()).isLessThan(similar(some, PUPPET).multiScale());
  }

  @Test
  void displacements_samePicture_areNone() {
    assertThat(new PatchLocator(PUPPET).displacements(PUPPET, features())).containsOnly(0);
  }

  @Test
  void displacements_shiftedPicture_areTheShift() {
    double[] found = new PatchLocator(PUPPET).displacements(shifted(3, -4), features());

    assertThat(found).containsExactly(new double[] {5, 5, 5, 5}, offset(1e-3));
  }

  @Test
  void displacements_otherPose_areHowFarTheFeaturesMoved() {
    HeadPose head = new HeadPose(0, 0, 0, 0.03, -0.02, 1.03);
    Pose moved = new Pose(head, Pose.REST.eyes(), Pose.REST.brows(), Pose.REST.mouth());
    Landmarks there = Landmarks.of(WHO, moved, SIZE);
    double[] from = features();
    double[] to = features(there);
    double[] found = new PatchLocator(PUPPET).displacements(Puppet.draw(WHO, moved, SIZE), from);

    for (int i = 0; i < found.length; i++) {
      double moves = Math.hypot(to[2 * i] - from[2 * i], to[2 * i + 1] - from[2 * i + 1]);
      assertThat(moves).isBetween(1.0, 8.0);
      assertThat(found[i]).isCloseTo(moves, offset(0.5));
    }
  }

  @Test
  void displacements_whereNothingIsOrFits_areUnknownOrMissing() {
    double[] corner = {1, 1};
    double[] outside = {-500, 20};

    assertThat(new PatchLocator(PUPPET).displacements(PUPPET, corner)).containsExactly(Double.NaN);
    assertThat(new PatchLocator(PUPPET).displacements(PUPPET, outside)).containsExactly(Double.NaN);
    assertThat(new PatchLocator(plain(90)).displacements(PUPPET, features()))
        .containsOnly(Double.NaN);
    assertThat(new PatchLocator(PUPPET).displacements(plain(90), features()))
        .containsOnly(Double.POSITIVE_INFINITY);
  }

  @Test
  void bootstrap_sameNumbers_givesTheSameIntervalAroundTheMean() {
    double[] numbers = {1, 2, 3, 4, 5, Double.NaN, 6};
    Bootstrap first = Bootstrap.of(numbers, 1);

    assertThat(Bootstrap.of(numbers, 1)).isEqualTo(first);
    assertThat(first.mean()).isEqualTo(3.5);
    assertThat(first.count()).isEqualTo(6);
    assertThat(first.low()).isBetween(1.5, 3.0);
    assertThat(first.high()).isBetween(4.0, 5.5);
    assertThat(Bootstrap.of(new double[] {2, 2}, 1)).isEqualTo(new Bootstrap(2, 2, 2, 2));
    assertThat(Bootstrap.of(new double[] {Double.NaN}, 1).mean()).isNaN();
  }

  @Test
  void metrics_differentSizes_areRefused() {
    assertThatThrownBy(() -> PixelDistance.l1(plain(1), plain(1, 64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("128x128 and 64x64");
    assertThatThrownBy(() -> similar(plain(1), plain(1, 64)).single())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PatchLocator(plain(1)).displacements(plain(1, 64), features()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Pupils and mouth corners of the puppet. */
  private static double[] features() {
    return features(Landmarks.of(WHO, Pose.REST, SIZE));
  }

  private static double[] features(Landmarks all) {
    double[] points = new double[8];
    int next = 0;
    for (int i : new int[] {68, 69, 48, 54}) {
      points[next++] = all.points().get(i).x();
      points[next++] = all.points().get(i).y();
    }
    return points;
  }

  private static double writtenOut(Picture a, Picture b) {
    double[] sums = new double[5];
    double total = 0;
    for (int y = 0; y < 11; y++) {
      for (int x = 0; x < 11; x++) {
        double weight = Math.exp(-((x - 5) * (x - 5) + (y - 5) * (y - 5)) / (2 * 1.5 * 1.5));
        double p = luma(a, x, y);
        double q = luma(b, x, y);
        total += weight;
        sums[0] += weight * p;
        sums[1] += weight * q;
        sums[2] += weight * p * p;
        sums[3] += weight * q * q;
        sums[4] += weight * p * q;
      }
    }
    double p = sums[0] / total;
    double q = sums[1] / total;
    double varianceP = sums[2] / total - p * p;
    double varianceQ = sums[3] / total - q * q;
    double covariance = sums[4] / total - p * q;
    return (2 * p * q + 1e-4)
        * (2 * covariance + 9e-4)
        / ((p * p + q * q + 1e-4) * (varianceP + varianceQ + 9e-4));
  }

  private static StructuralSimilarity.Similarity similar(Picture picture, Picture truth) {
    return new StructuralSimilarity(truth).of(picture);
  }

  private static double luma(Picture picture, int x, int y) {
    int at = 3 * (y * picture.width() + x);
    return (0.114 * (picture.bgr()[at] & 255)
            + 0.587 * (picture.bgr()[at + 1] & 255)
            + 0.299 * (picture.bgr()[at + 2] & 255))
        / 255;
  }

  private static Picture plain(int value) {
    return plain(value, 128);
  }

  private static Picture plain(int value, int side) {
    byte[] bgr = new byte[3 * side * side];
    java.util.Arrays.fill(bgr, (byte) value);
    return new Picture(side, side, bgr);
  }

  private static Picture noise(int side, long seed) {
    byte[] bgr = new byte[3 * side * side];
    new Random(seed).nextBytes(bgr);
    return new Picture(side, side, bgr);
  }

  private static Picture noisy(Picture picture, int strength) {
    Random random = new Random(7);
    byte[] bgr = picture.bgr().clone();
    for (int i = 0; i < bgr.length; i++) {
      int value = (bgr[i] & 255) + random.nextInt(2 * strength + 1) - strength;
      bgr[i] = (byte) Math.max(0, Math.min(255, value));
    }
    return new Picture(picture.width(), picture.height(), bgr);
  }

  private static Picture shifted(int right, int down) {
    byte[] bgr = new byte[PUPPET.bgr().length];
    for (int y = 0; y < 128; y++) {
      for (int x = 0; x < 128; x++) {
        int fromX = Math.max(0, Math.min(127, x - right));
        int fromY = Math.max(0, Math.min(127, y - down));
        System.arraycopy(PUPPET.bgr(), 3 * (fromY * 128 + fromX), bgr, 3 * (y * 128 + x), 3);
      }
    }
    return new Picture(128, 128, bgr);
  }
}
