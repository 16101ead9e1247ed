package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.training.Augmentation.Jitter;
import dev.troupe.training.Augmentation.Resize;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What becomes of pairs of frames; a pixel's colour says where it was. */
class AugmentationTest {
  private static final Jitter NONE = new Jitter(0, 0, 0, 0);
  private static final Resize SAME = new Resize(1, 1);

  private static Picture places(int width, int height) {
    byte[] bgr = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      bgr[3 * i] = (byte) (i % width);
      bgr[3 * i + 1] = (byte) (i / width);
    }
    return new Picture(width, height, bgr);
  }

  private static int x(Picture picture, int x, int y) {
    return picture.bgr()[3 * (y * picture.width() + x)];
  }

  private static int y(Picture picture, int x, int y) {
    return picture.bgr()[3 * (y * picture.width() + x) + 1];
  }

  @Test
  void apply_smallerCrop_cutsBothAtOnePlaceAndReachesEveryPlace() {
    Augmentation crop = new Augmentation(false, false, SAME, new FrameSize(6, 5), NONE);
    Set<List<Integer>> corners = new HashSet<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 300; i++) {
      List<Picture> pair = crop.apply(List.of(places(8, 8), places(8, 8)), random).pictures();
      Picture cut = pair.get(0);
      assertThat(cut.size()).isEqualTo(new FrameSize(6, 5));
      assertThat(pair.get(1).bgr()).isEqualTo(cut.bgr());
      assertThat(x(cut, 5, 4) - x(cut, 0, 0)).isEqualTo(5);
      assertThat(y(cut, 5, 4) - y(cut, 0, 0)).isEqualTo(4);
      corners.add(List.of(x(cut, 0, 0), y(cut, 0, 0)));
    }
    assertThat(corners).hasSize(3 * 4);
  }

  @Test
  void apply_largerCrop_centresAndRepeatsTheEdges() {
    Augmentation crop = new Augmentation(false, false, SAME, new FrameSize(11, 8), NONE);

    Picture cut =
        crop.apply(List.of(places(8, 8), places(8, 8)), new SplittableRandom(1)).pictures().get(0);

    assertThat(cut.size()).isEqualTo(new FrameSize(11, 8));
    assertThat(List.of(x(cut, 0, 3), x(cut, 1, 3), x(cut, 2, 3))).containsExactly(0, 0, 1);
    assertThat(List.of(x(cut, 7, 3), x(cut, 8, 3), x(cut, 10, 3))).containsExactly(6, 7, 7);
    assertThat(y(cut, 4, 5)).isEqualTo(5);
  }

  @Test
  void apply_resize_keepsTheSizeThatTrainingSees() {
    for (Resize resize : List.of(new Resize(0.5, 0.9), new Resize(1.1, 2))) {
      Augmentation change = new Augmentation(true, true, resize, new FrameSize(8, 8), NONE);
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < 20; i++) {
        assertThat(change.apply(List.of(places(8, 8), places(8, 8)), random).pictures())
            .allMatch(picture -> picture.size().equals(new FrameSize(8, 8)));
      }
    }
  }

  @Test
  void apply_nothingAskedFor_changesNothing() {
    Augmentation none = new Augmentation(false, false, SAME, new FrameSize(8, 8), NONE);
    List<Picture> pair = List.of(places(8, 8), places(8, 8));

    assertThat(none.apply(pair, new SplittableRandom(1)).pictures()).isEqualTo(pair);
  }
}
