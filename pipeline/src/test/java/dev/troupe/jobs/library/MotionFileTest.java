package dev.troupe.jobs.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.fixtures.TestClips;
import dev.troupe.jobs.quality.ClipFrame;
import dev.troupe.jobs.quality.FrameQuality;
import dev.troupe.media.FrameRange;
import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Motion tables in the library. */
class MotionFileTest {
  private static final String KEY = "0".repeat(64);

  @TempDir Path folder;

  @Test
  void read_aRange_givesThoseFrames() throws IOException {
    Library library = new Library(folder.resolve("take [1] 12:30").toString());
    MotionFile.write(library, KEY, "hash", TestClips.steady(50, 5), frames());

    List<ClipFrame> read = MotionFile.read(library.motion(KEY), "hash", new FrameRange(10, 14));

    assertThat(read).hasSize(4);
    assertThat(read.get(0).index()).isEqualTo(10);
    assertThat(read.get(0).time()).isEqualTo(0.4);
    assertThat(read.get(3).keypoints()).isEqualTo(frames().get(13).keypoints());
    assertThat(read.get(3).quality()).isEqualTo(frames().get(13).quality());
  }

  @Test
  void read_moreThanThereIs_isRefused() throws IOException {
    Library library = new Library(folder.toString());
    MotionFile.write(library, KEY, "hash", TestClips.steady(50, 5), frames());

    assertThatThrownBy(() -> MotionFile.read(library.motion(KEY), "hash", new FrameRange(40, 60)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("expected 20 frames, found 10");
  }

  @Test
  void read_damagedFile_isRefused() throws IOException {
    Library library = new Library(folder.toString());
    MotionFile.write(library, KEY, "hash", TestClips.steady(50, 5), frames());
    Path file = Path.of(library.motion(KEY));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> MotionFile.read(file.toString(), "hash", new FrameRange(0, 50)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(KEY);
  }

  @Test
  void isSound_anyByteChangedOrMissing_isNot() throws IOException {
    Library library = new Library(folder.toString());
    MotionFile.write(library, KEY, "hash", TestClips.steady(50, 5), frames());
    Path file = Path.of(library.motion(KEY));
    byte[] whole = Files.readAllBytes(file);
    assertThat(MotionFile.isSound(file.toString(), "hash")).isTrue();

    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= (byte) (1 << (i % 8));
      Files.write(file, changed);
      assertThat(MotionFile.isSound(file.toString(), "hash")).as("byte %d", i).isFalse();
    }
    for (int length = 0; length < whole.length; length += 11) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(MotionFile.isSound(file.toString(), "hash")).as("length %d", length).isFalse();
    }
    Files.delete(file);
    assertThat(MotionFile.isSound(file.toString(), "hash")).isFalse();
  }

  @Test
  void isSound_tableOfAnotherClipOrName_isNot() throws IOException {
    Library library = new Library(folder.toString());
    String other = "1".repeat(64);
    MotionFile.write(library, KEY, "hash", TestClips.steady(50, 5), frames());
    Files.copy(Path.of(library.motion(KEY)), Path.of(library.motion(other)));

    assertThat(MotionFile.isSound(library.motion(KEY), "another")).isFalse();
    assertThat(MotionFile.isSound(library.motion(other), "hash")).isFalse();
    assertThatThrownBy(() -> MotionFile.read(library.motion(other), "hash", new FrameRange(0, 50)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(other);
  }

  private static List<MotionFile.Frame> frames() {
    return IntStream.range(0, 50)
        .mapToObj(
            i ->
                new MotionFile.Frame(
                    new Keypoints(new float[] {i / 50f, -i / 50f}, new float[0]),
                    new FrameQuality(i, i / 2f, 1)))
        .toList();
  }
}
