package dev.troupe.jobs.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.fixtures.Folders;
import dev.troupe.inference.Appearance;
import dev.troupe.media.Picture;
import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Characters in the library. */
class AppearanceFileTest {
  private static final String KEY = "0".repeat(64);

  @TempDir Path folder;

  @Test
  void read_whatWasWritten_isTheSame() throws IOException {
    Library library = new Library(folder.toString());
    AppearanceFile.write(library, KEY, character());

    AppearanceFile.EncodedSource read = AppearanceFile.read(library.appearance(KEY));

    assertThat(read.picture().bgr()).isEqualTo(character().picture().bgr());
    assertThat(read.appearance().keypoints()).isEqualTo(character().appearance().keypoints());
    assertThat(read.appearance().encoding()).isEqualTo(character().appearance().encoding());
    assertThat(read.appearance().small()).isEqualTo(character().appearance().small());
    assertThat(Folders.all(folder))
        .containsExactly(".staging/", "appearance/", "appearance/" + KEY + ".bin");
  }

  @Test
  void read_anyByteChangedOrMissing_isRefused() throws IOException {
    Library library = new Library(folder.toString());
    AppearanceFile.write(library, KEY, character());
    Path file = Path.of(library.appearance(KEY));
    byte[] whole = Files.readAllBytes(file);

    for (int i = 0; i < whole.length; i += 7) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(file, changed);
      assertThatThrownBy(() -> AppearanceFile.read(file.toString()))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining(KEY);
    }
    Files.write(file, java.util.Arrays.copyOf(whole, 20));
    assertThatThrownBy(() -> AppearanceFile.read(file.toString()))
        .isInstanceOf(BadDataException.class);
  }

  private static AppearanceFile.EncodedSource character() {
    byte[] bgr = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    return new AppearanceFile.EncodedSource(
        new Picture(2, 2, bgr),
        new Appearance(
            new Keypoints(new float[] {0.5f, -1}, new float[] {1, 0, 0, 1}),
            new Appearance.FloatTensor(new long[] {1, 2, 1, 2}, new float[] {1, 2, 3, 4}),
            new Appearance.FloatTensor(new long[] {1, 3, 1, 1}, new float[] {0, 0.5f, 1})));
  }
}
