package dev.troupe.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.media.Rational;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PuppetTest {
  private static final FrameSize SIZE = new FrameSize(256, 256);
  private static final int THROAT_TO_TEETH = 60;

  @Test
  void draw_fixedSeeds_givesTheRecordedPixels() {
    Pose pose = Performance.of(11).poseAt(new Rational(3, 2));
    Picture picture = Puppet.draw(Identity.of(7), pose, new FrameSize(128, 128));
    // Changes with every change of the drawing, but never from machine to machine.
    assertThat(Pixels.checksum(picture)).isEqualTo(497031514L);
  }

  @Test
  void draw_othersDrawnBetween_changesNothing() {
    Picture alone = frame(5, 8, 10);
    for (int i = 0; i < 5; i++) {
      frame(100 + i, i, 3);
    }
    assertThat(frame(5, 8, 10).bgr()).isEqualTo(alone.bgr());
  }

  @Test
  void draw_manyThreads_givesTheSamePixels() {
    List<Long> one = IntStream.range(0, 16).mapToObj(i -> Pixels.checksum(frame(i, i, i))).toList();
    List<Long> many =
        IntStream.range(0, 16).parallel().mapToObj(i -> Pixels.checksum(frame(i, i, i))).toList();
    assertThat(many).isEqualTo(one);
  }

  @Test
  void draw_otherIdentities_givesOtherPictures() {
    Set<Long> seen = new HashSet<>();
    for (long seed = 0; seed < 40; seed++) {
      seen.add(Pixels.checksum(Puppet.draw(Identity.of(seed), Pose.REST, new FrameSize(64, 64))));
    }
    assertThat(seen).hasSize(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1x1", "2x1", "1x9", "3x3", "17x31", "64x64", "101x67", "40x160", "160x40"})
  void draw_oddSizes_drawsEveryIdentity(String text) {
    FrameSize size = FrameSize.parse(text);
    for (int seed = 0; seed < 60; seed++) {
      Pose pose = Performance.of(1000 + seed).poseAt(new Rational(seed, 7));
      Picture picture = Puppet.draw(Identity.of(seed), pose, size);
      assertThat(picture.size()).isEqualTo(size);
      Landmarks marks = Landmarks.of(Identity.of(seed), pose, size);
      for (float value : marks.normalised()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void draw_farthestPoses_drawsEveryIdentity() {
    for (int seed = 0; seed < 60; seed++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        HeadPose head = new HeadPose(sign * 1.2, sign * 0.8, sign * 1.2, sign * 2, -sign * 2, 4);
        Pose pose =
            new Pose(
                head,
                new EyePose(sign, sign, 1, -0.5),
                new BrowPose(sign, -sign, sign),
                new MouthPose(1, sign, sign));
        assertThat(Puppet.draw(Identity.of(seed), pose, new FrameSize(48, 48)).width())
            .isEqualTo(48);
      }
    }
  }

  @Test
  void draw_atRest_pupilsAreDarkAndWhitesAreLight() {
    bareEyed()
        .forEach(
            identity -> {
              Picture picture = Puppet.draw(identity, Pose.REST, SIZE);
              Landmarks marks = Landmarks.of(identity, Pose.REST, SIZE);
              for (String side : List.of("left", "right")) {
                Landmark pupil = marks.named(side + "-pupil");
                assertThat(pupil.visible()).isTrue();
                assertThat(Pixels.brightness(Pixels.at(picture, pupil)))
                    .as("%s of %s", pupil, identity)
                    .isLessThan(60);
                Landmark inner = marks.named(side + "-eye-" + (side.equals("left") ? 3 : 0));
                double x = pupil.x() + 0.78 * (inner.x() - pupil.x());
                double y = pupil.y() + 0.70 * (inner.y() - pupil.y());
                assertThat(lightest(picture, x, y)).as("white of %s", identity).isGreaterThan(150);
              }
            });
  }

  @Test
  void draw_gaze_movesThePupilAndItsPixels() {
    Pose aside = new Pose(HeadPose.REST, new EyePose(1, 0, 0, 0), BrowPose.REST, MouthPose.REST);
    bareEyed()
        .forEach(
            identity -> {
              Landmark before = Landmarks.of(identity, Pose.REST, SIZE).named("left-pupil");
              Landmark after = Landmarks.of(identity, aside, SIZE).named("left-pupil");
              assertThat(after.x()).isGreaterThan(before.x() + 2);
              Picture picture = Puppet.draw(identity, aside, SIZE);
              assertThat(Pixels.brightness(Pixels.at(picture, after))).isLessThan(60);
            });
  }

  @Test
  void draw_blink_hidesTheWhites() {
    Pose shut = new Pose(HeadPose.REST, new EyePose(0, 0, 1, 1), BrowPose.REST, MouthPose.REST);
    bareEyed()
        .forEach(
            identity -> {
              Landmark pupil = Landmarks.of(identity, Pose.REST, SIZE).named("right-pupil");
              Picture open = Puppet.draw(identity, Pose.REST, SIZE);
              Picture closed = Puppet.draw(identity, shut, SIZE);
              assertThat(whites(open, pupil)).as("open %s", identity).isGreaterThan(10);
              assertThat(whites(closed, pupil)).as("shut %s", identity).isZero();
            });
  }

  @Test
  void draw_mouthOpens_showsTheInside() {
    Pose wide = new Pose(HeadPose.REST, EyePose.REST, BrowPose.REST, new MouthPose(1, 0, 0));
    for (long seed = 0; seed < 40; seed++) {
      Identity identity = Identity.of(seed);
      Landmarks marks = Landmarks.of(identity, wide, SIZE);
      Landmark upper = marks.named("mouth-inner-2");
      Landmark lower = marks.named("mouth-inner-6");
      Picture picture = Puppet.draw(identity, wide, SIZE);
      double middle = (upper.y() + lower.y()) / 2;
      int[] inside = Pixels.at(picture, upper.x(), middle - 1);
      boolean throat = Pixels.brightness(inside) < THROAT_TO_TEETH;
      boolean tongue = inside[0] > inside[1] + 50;
      assertThat(throat || tongue).as("inside of %s", identity).isTrue();
    }
  }

  @Test
  void draw_otherPerformance_keepsColoursAndBackdrop() {
    for (long seed = 0; seed < 30; seed++) {
      Identity identity = Identity.of(seed);
      Pose pose = Performance.of(seed + 500).startingAtRest().poseAt(new Rational(2, 5));
      Picture rest = Puppet.draw(identity, Pose.REST, SIZE);
      Picture moved = Puppet.draw(identity, pose, SIZE);
      assertThat(Pixels.at(moved, 0, 0)).isEqualTo(Pixels.at(rest, 0, 0));
      assertThat(Pixels.difference(cloth(rest, Pose.REST), cloth(moved, pose)))
          .as("clothes of %s", identity)
          .isLessThan(6);
      Landmark before = Landmarks.of(identity, Pose.REST, SIZE).named("nose-bridge-2");
      Landmark after = Landmarks.of(identity, pose, SIZE).named("nose-bridge-2");
      assertThat(Pixels.difference(Pixels.at(rest, before), Pixels.at(moved, after)))
          .as("skin of %s", identity)
          .isLessThan(45);
    }
  }

  @Test
  void draw_twiceTheSize_isTheSamePicture() {
    for (int seed = 0; seed < 10; seed++) {
      Picture small = Puppet.draw(Identity.of(seed), Pose.REST, new FrameSize(128, 128));
      Picture large = Puppet.draw(Identity.of(seed), Pose.REST, SIZE);
      double sum = 0;
      for (int y = 0; y < 128; y++) {
        for (int x = 0; x < 128; x++) {
          int[] fine = Pixels.at(large, 2 * x, 2 * y);
          sum += Pixels.difference(fine, Pixels.at(small, x, y));
        }
      }
      assertThat(sum / (128 * 128)).isLessThan(8);
    }
  }

  /** A pixel of the shoulder, which moves with the body. */
  private static int[] cloth(Picture picture, Pose pose) {
    Spot spot = new BodyView(pose.head(), SIZE).place(0.42, 0.84);
    return Pixels.at(picture, spot.x() - 0.5, spot.y() - 0.5);
  }

  private static Picture frame(long identity, long performance, long frame) {
    Pose pose = Performance.of(performance).poseAt(new Rational(frame, 25));
    return Puppet.draw(Identity.of(identity), pose, new FrameSize(96, 96));
  }

  private static java.util.stream.Stream<Identity> bareEyed() {
    return LongStream.range(0, 60)
        .mapToObj(Identity::of)
        .filter(identity -> !identity.attire().glasses().worn());
  }

  private static double lightest(Picture picture, double x, double y) {
    double most = 0;
    for (int dy = -2; dy <= 2; dy++) {
      for (int dx = -2; dx <= 2; dx++) {
        most = Math.max(most, Pixels.brightness(Pixels.at(picture, x + dx, y + dy)));
      }
    }
    return most;
  }

  /** Nearly white, uncoloured pixels around an eye. */
  private static int whites(Picture picture, Landmark pupil) {
    int count = 0;
    for (int dy = -4; dy <= 4; dy++) {
      for (int dx = -12; dx <= 12; dx++) {
        int[] rgb = Pixels.at(picture, pupil.x() + dx, pupil.y() + dy);
        count += rgb[0] > 235 && rgb[1] > 235 && rgb[2] > 230 ? 1 : 0;
      }
    }
    return count;
  }
}
