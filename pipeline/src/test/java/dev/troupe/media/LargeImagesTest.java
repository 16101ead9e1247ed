package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However many large pictures are read at once, they share one part of the heap. */
@Timeout(120)
class LargeImagesTest {
  private static final Scaling SMALL = new Scaling(new FrameSize(64, 64), Fit.CROP);

  /** More than the tests' heap of 2 GB, were they read at once. */
  @Test
  void read_sixteenPhotosAtOnce_waitForEachOther() throws Exception {
    byte[] jpeg = TestImages.write(quadrants(6000, 4000, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    ExecutorService slots = Executors.newFixedThreadPool(16);
    List<Future<Picture>> pictures = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      pictures.add(slots.submit(() -> Images.read(MediaInput.of("a.jpg", jpeg), 0, SMALL)));
    }
    slots.shutdown();

    for (Future<Picture> picture : pictures) {
      assertThat(picture.get().bgr()).isEqualTo(pictures.get(0).get().bgr());
    }
  }

  @Test
  void read_moreThanThirtyFourMegapixels_isHalfItsSize() {
    for (String format : new String[] {"png", "bmp"}) {
      byte[] file = TestImages.write(quadrants(8000, 5000, BufferedImage.TYPE_BYTE_BINARY), format);
      Picture read = Images.read(MediaInput.of("a." + format, file), 0);

      assertThat(read.size()).isEqualTo(new FrameSize(4000, 2500));
      assertThat(TestPictures.pixel(read, 0.25, 0.25)).containsExactly(255, 255, 255);
      assertThat(TestPictures.pixel(read, 0.75, 0.75)).containsExactly(0, 0, 0);
    }
  }

  @Test
  void memory_ofMoreThanThereIs_isTakenAlone() {
    DecodingMemory memory = new DecodingMemory(1 << 20);
    try (DecodingMemory.Share all = memory.take(1L << 40)) {
      assertThat(all.growTo(1L << 41)).isTrue();
    }
    try (DecodingMemory.Share half = memory.take(500_000);
        DecodingMemory.Share other = memory.take(100_000)) {
      assertThat(half.growTo(1_000_000)).isFalse();
      assertThat(other.growTo(200_000)).isTrue();
    }
    try (DecodingMemory.Share again = memory.take(500_000)) {
      assertThat(again.growTo(1_000_000)).isTrue();
    }
  }

  /** White on the left top, else black. */
  private static BufferedImage quadrants(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    var graphics = image.createGraphics();
    graphics.fillRect(0, 0, width / 2, height / 2);
    graphics.dispose();
    return image;
  }
}
