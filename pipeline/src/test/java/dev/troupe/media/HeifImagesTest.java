package dev.troupe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.problems.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HEIC and AVIF: pictures that the container puts together, turns and mirrors. */
class HeifImagesTest {
  /** Red, green and blue of the corners: left top, right top, left bottom, right bottom. */
  private static final int[][] CORNERS = {
    {220, 30, 30}, {30, 200, 40}, {30, 40, 210}, {225, 172, 138}
  };

  @ParameterizedTest
  @ValueSource(strings = {"grid.heic", "one-irot.heic", "turned.avif"})
  void read_tilesAndRotation_areApplied(String name) throws IOException {
    assertCorners(Images.read(MediaInput.of(MediaFiles.resource(name)), 0), 0, 1, 2, 3);
  }

  /** In each file a rotation is replaced by another one, or by a mirror. */
  @ParameterizedTest
  @CsvSource({
    "one-irot.heic, irot, 0",
    "one-irot.heic, irot, 1",
    "one-irot.heic, irot, 2",
    "one-irot.heic, irot, 3",
    "one-irot.heic, imir, 0",
    "one-irot.heic, imir, 1",
    "turned.avif, irot, 0",
    "turned.avif, irot, 1",
    "turned.avif, irot, 2",
    "turned.avif, irot, 3",
    "turned.avif, imir, 0",
    "turned.avif, imir, 1",
    "grid.heic, irot, 0",
    "grid.heic, irot, 1",
    "grid.heic, irot, 2",
    "grid.heic, irot, 3",
    "grid.heic, imir, 0",
    "grid.heic, imir, 1"
  })
  void read_everyRotationAndMirror_isApplied(String name, String property, int value)
      throws IOException {
    byte[] file = Files.readAllBytes(MediaFiles.resource(name));
    int at = TestImages.find(file, (byte) 'i', (byte) 'r', (byte) 'o', (byte) 't');
    int turns = file[at + 4]; // what makes the file upright
    if (name.equals("grid.heic")) { // whose rotation stands there without belonging to the picture
      int link = TestImages.find(file, (byte) 0, (byte) 5, (byte) 2, (byte) 3, (byte) 4);
      file[link + 4] = 5;
    }
    System.arraycopy(property.getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, file, at, 4);
    file[at + 4] = (byte) value;

    int[] corners = {0, 1, 2, 3};
    for (int i = 0; i < turns; i++) {
      corners = clockwise(corners); // as stored
    }
    if (property.equals("irot")) {
      for (int i = 0; i < 4 - value; i++) {
        corners = clockwise(corners);
      }
    } else {
      corners = value == 0 ? upsideDown(corners) : leftToRight(corners);
    }
    assertCorners(Images.read(MediaInput.of(name, file), 0), corners);
  }

  @Test
  void probe_grid_isTheWholePictureToo() {
    Clip clip = Clips.probe(MediaInput.of(MediaFiles.resource("grid.heic")));

    assertThat(clip.size()).isEqualTo(new FrameSize(128, 128));
    assertCorners(MediaFiles.frames(clip).get(0).picture(), 0, 1, 2, 3);
  }

  @Test
  void read_damagedOrMissingTile_isRefusedByName() throws IOException {
    byte[] file = Files.readAllBytes(MediaFiles.resource("grid.heic"));
    byte[] damaged = file.clone();
    int data = TestImages.find(file, (byte) 'm', (byte) 'd', (byte) 'a', (byte) 't') + 4;
    Arrays.fill(damaged, data, data + 40, (byte) 0xFF); // the first tile's own headers
    assertRefused("damaged.heic", damaged, "tile");
    assertRefused("cut.heic", Arrays.copyOf(file, file.length - 100), "cut off");
  }

  @Test
  void read_derivedPicture_isRefusedByName() throws IOException {
    byte[] file = Files.readAllBytes(MediaFiles.resource("grid.heic"));
    int at = TestImages.find(file, (byte) 'g', (byte) 'r', (byte) 'i', (byte) 'd');
    System.arraycopy(new byte[] {'i', 'd', 'e', 'n'}, 0, file, at, 4);
    assertRefused("derived.heic", file, "derived");
  }

  private static void assertRefused(String name, byte[] file, String why) {
    assertThatThrownBy(() -> Images.read(MediaInput.of(name, file), 0))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(why);
  }

  private static void assertCorners(Picture picture, int... corners) {
    assertThat(picture.size()).isEqualTo(new FrameSize(128, 128));
    for (int i = 0; i < 4; i++) {
      int[] bgr = TestPictures.pixel(picture, i % 2 == 0 ? 0.25 : 0.75, i < 2 ? 0.25 : 0.75);
      int[] rgb = {bgr[2], bgr[1], bgr[0]};
      for (int channel = 0; channel < 3; channel++) {
        assertThat(Math.abs(rgb[channel] - CORNERS[corners[i]][channel]))
            .as("corner %d: %s", i, Arrays.toString(rgb))
            .isLessThan(8);
      }
    }
  }

  private static int[] clockwise(int[] corners) {
    return new int[] {corners[2], corners[0], corners[3], corners[1]};
  }

  private static int[] upsideDown(int[] corners) {
    return new int[] {corners[2], corners[3], corners[0], corners[1]};
  }

  private static int[] leftToRight(int[] corners) {
    return new int[] {corners[1], corners[0], corners[3], corners[2]};
  }
}
