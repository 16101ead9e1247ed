package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.troupe.media.Picture;
import dev.troupe.problems.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyStartTest {
  private static final float SLOPE = 5;

  @TempDir Path folder;

  @Test
  void begin_sameFrameTwice_givesTheSourceUpToItsOcclusion() throws IOException {
    int agreeing = 0;
    int counted = 0;
    Picture picture = picture(32);
    float[] made = preview(picture);
    for (int i = 0; i < made.length; i++) {
      int pixel = i % (32 * 32);
      float level = (picture.bgr()[pixel * 3 + 2 - i / (32 * 32)] & 0xff) / 255f;
      float most = (float) (1 / (1 + Math.exp(-SLOPE * (level - 0.5))));
      counted++;
      if (made[i] >= Math.min(0.5f, most) - 0.05f && made[i] <= Math.max(0.5f, most) + 0.05f) {
        agreeing++;
      }
    }
    // The deformation is estimated at a quarter of the size, so edges move a little.
    assertThat(agreeing).isGreaterThan((int) (0.95 * counted));
    assertThat(Preview.spread(made)).as("it is no grey picture").isGreaterThan(0.2f);
  }

  @Test
  void read_generatorThatHalvesTheSource_isRefused() throws IOException {
    Path config = folder.resolve("config.yaml");
    Files.writeString(
        config,
        TinyTraining.yaml().replace("  batch_size: 2", "  copy_start: true\n  batch_size: 2"));

    assertThatThrownBy(() -> TrainingConfig.read(config))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("copy_start needs a generator that warps the source at its full size")
        .hasMessageContaining("expected num_down_blocks 0");
  }

  private float[] preview(Picture picture) throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(
        file,
        TinyTraining.yaml()
            .replace("block_expansion: 2", "block_expansion: 8")
            .replace("num_down_blocks: 2", "num_down_blocks: 0")
            .replace(
                "  batch_size: 2", "  copy_start: true\n  freeze_norms: true\n  batch_size: 2"));
    TrainingConfig config = TrainingConfig.read(file);
    TrainRequest.Start start =
        new TrainRequest.Start(Optional.empty(), false, false, 3, true, Optional.empty());
    TrainingState state =
        StartingState.of(config, start, folder.resolve("none"), new ArrayList<>());
    return Preview.of(config, state, picture, picture);
  }

  /** Two halves, each of one colour. */
  private static Picture picture(int side) {
    byte[] bgr = new byte[side * side * 3];
    for (int i = 0; i < bgr.length; i++) {
      boolean left = i / 3 % side < side / 2;
      bgr[i] = (byte) (left == (i % 3 == 0) ? 230 : 20);
    }
    return new Picture(side, side, bgr);
  }
}
