package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PicturesTest {
  @Test
  void scale_sameSize_isTheVeryPicture() {
    Picture picture = TestPictures.picture(new FrameSize(64, 64), 0);

    for (Fit fit : Fit.values()) {
      assertThat(Pictures.scale(picture, new Scaling(picture.size(), fit))).isSameAs(picture);
    }
    assertThat(Pictures.padTo(picture.size(), picture)).isSameAs(picture);
  }

  @Test
  void scale_crop_keepsTheMiddle() {
    Picture picture = TestPictures.picture(new FrameSize(200, 100), 0);
    Picture cropped = Pictures.scale(picture, new Scaling(new FrameSize(50, 50), Fit.CROP));

    Picture middle = TestPictures.picture(new FrameSize(50, 50), 0);
    for (double[] place : new double[][] {{0.2, 0.4}, {0.8, 0.4}, {0.2, 0.8}, {0.8, 0.8}}) {
      assertThat(TestPictures.pixel(cropped, place[0], place[1]))
          .containsExactly(TestPictures.pixel(middle, place[0], place[1]));
    }
  }

  @Test
  void padTo_square_isCentredOnBlack() {
    Picture padded =
        Pictures.padTo(new FrameSize(1920, 1080), TestPictures.picture(new FrameSize(256, 256), 0));

    assertThat(padded.size()).isEqualTo(new FrameSize(1920, 1080));
    assertThat(TestPictures.pixel(padded, 0.2, 0.5)).containsExactly(0, 0, 0);
    assertThat(TestPictures.pixel(padded, 0.79, 0.5)).containsExactly(0, 0, 0);
    assertThat(TestPictures.pixel(padded, 0.3, 0.4)).containsExactly(TestPictures.QUADRANTS[0]);
    assertThat(TestPictures.pixel(padded, 0.7, 0.9)).containsExactly(TestPictures.QUADRANTS[3]);
  }

  @Test
  void besides_threeSizes_haveOneHeight() {
    Picture row =
        Pictures.besides(
            List.of(
                TestPictures.picture(new FrameSize(64, 64), 0),
                TestPictures.picture(new FrameSize(256, 128), 0),
                TestPictures.picture(new FrameSize(30, 60), 0)));

    assertThat(row.size()).isEqualTo(new FrameSize(64 + 128 + 32, 64));
    assertThat(TestPictures.pixel(row, 0.1, 0.4)).containsExactly(TestPictures.QUADRANTS[0]);
    assertThat(TestPictures.pixel(row, 150.0 / 224, 0.9))
        .containsExactly(TestPictures.QUADRANTS[3]);
  }

  @Property(tries = 300)
  void placement_anySizes_staysInsideBothPictures(
      @ForAll @IntRange(min = 1, max = 4000) int width,
      @ForAll @IntRange(min = 1, max = 4000) int height,
      @ForAll @IntRange(min = 1, max = 2000) int targetWidth,
      @ForAll @IntRange(min = 1, max = 2000) int targetHeight,
      @ForAll @IntRange(min = 1, max = 8) int exif,
      @ForAll Fit fit) {
    Orientation orientation = Orientation.ofExif(exif);
    FrameSize stored = new FrameSize(width, height);
    FrameSize target = new FrameSize(targetWidth, targetHeight);
    Placement placement =
        Placement.of(stored, orientation.turn(stored), orientation, new Scaling(target, fit))
            .aligned(2, 2);

    assertThat(placement.cropX() + placement.crop().width()).isBetween(1, width);
    assertThat(placement.cropY() + placement.crop().height()).isBetween(1, height);
    FrameSize placed = orientation.turn(placement.scaled());
    assertThat(placement.left() + placed.width()).isBetween(1, targetWidth);
    assertThat(placement.top() + placed.height()).isBetween(1, targetHeight);
    if (fit == Fit.STRETCH) {
      assertThat(placement.crop()).isEqualTo(stored);
      assertThat(placed).isEqualTo(target);
    }
  }
}
