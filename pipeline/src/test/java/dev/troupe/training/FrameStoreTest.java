package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.media.FrameSize;
import dev.troupe.media.Images;
import dev.troupe.media.Picture;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of videos that are sound, and of some that are not. */
class FrameStoreTest {
  private static final FrameSize SIZE = new FrameSize(16, 16);

  @TempDir Path folder;

  @BeforeEach
  void makeVideos() throws IOException {
    TinyTraining.writeVideo(folder.resolve("a"), 3, 0);
    TinyTraining.writeVideo(folder.resolve("mixed"), 3, 30);
    Path last = folder.resolve("mixed/002.png");
    Files.write(last, Images.encodePng(new Picture(20, 32, new byte[20 * 32 * 3])));
    TinyTraining.writeVideo(folder.resolve("c"), 3, 60);
  }

  private TrainingVideo video(String name) throws IOException {
    return Dataset.open(folder.toString(), 0, LandmarkGuide.NONE).train().stream()
        .filter(video -> video.name().endsWith("/" + name))
        .findFirst()
        .orElseThrow();
  }

  /** Kept in the file, and decoded each time. */
  @ParameterizedTest
  @ValueSource(longs = {1 << 20, 0})
  void read_framesOfSeveralSizes_isRefusedWhicheverIsAskedFor(long capacity) throws IOException {
    try (FrameStore frames = new FrameStore(SIZE, capacity)) {
      for (int index : new int[] {0, 2, 0}) {
        assertThatThrownBy(() -> frames.read(video("mixed"), index))
            .isInstanceOf(BadDataException.class)
            .hasMessageContaining("mixed: its frames differ in size")
            .hasMessageContaining("expected 32x32 as the first, found 20x32 in frame 2");
      }
      assertThat(frames.read(video("a"), 1).size()).isEqualTo(SIZE);
      assertThat(frames.faults()).hasSize(1);
    }
  }

  @Test
  void read_keptOrDecodedAgain_givesTheSameFrames() throws IOException {
    try (FrameStore kept = new FrameStore(SIZE, 1 << 20);
        FrameStore decoded = new FrameStore(SIZE, 0)) {
      for (int index = 0; index < 3; index++) {
        assertThat(kept.read(video("c"), index).bgr())
            .isEqualTo(decoded.read(video("c"), index).bgr());
      }
    }
  }

  @Test
  void read_videoOfAnotherShape_isCoveredAndCutInTheMiddle() throws IOException {
    Path wide = Files.createDirectories(folder.resolve("wide"));
    byte[] bgr = new byte[64 * 32 * 3];
    for (int i = 0; i < bgr.length; i++) {
      int x = i / 3 % 64;
      bgr[i] = (byte) (x < 16 || x >= 48 ? 0 : 200);
    }
    for (String name : new String[] {"0.png", "1.png"}) {
      Files.write(wide.resolve(name), Images.encodePng(new Picture(64, 32, bgr)));
    }
    try (FrameStore frames = new FrameStore(SIZE, 1 << 20)) {
      Picture picture = frames.read(video("wide"), 1);
      assertThat(picture.size()).isEqualTo(SIZE);
      assertThat(picture.bgr()).containsOnly((byte) 200);
    }
  }
}
