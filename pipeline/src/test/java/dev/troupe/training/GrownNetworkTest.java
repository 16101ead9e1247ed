package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.media.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrownNetworkTest {
  private static final String SMALL =
      TinyTraining.yaml()
          .replace("num_down_blocks: 2", "num_down_blocks: 0")
          .replace("batch_size: 2", "batch_size: 2\n  freeze_norms: true");
  private static final double ROUNDING = 1e-5;

  @TempDir Path folder;

  @Test
  void warmStart_moreChannelsAndBlocks_beginsAsTheSmallerNetworkWas() throws IOException {
    TrainingConfig small = config("small.yaml", SMALL);
    TrainingState trained = asIfTrained(drawn(small, 3));
    Path checkpoint = folder.resolve("small.pth.tar");
    trained.write(checkpoint, 0, List.of(0.1, 0.1, 0.1));
    TrainingConfig large =
        config(
            "large.yaml",
            SMALL
                .replace("    block_expansion: 2\n", "    block_expansion: 6\n")
                .replace("num_bottleneck_blocks: 1", "num_bottleneck_blocks: 3"));
    List<String> drawnAnew = new ArrayList<>();

    TrainingState grown = TrainingState.warmStart(checkpoint, drawn(large, 4), true, drawnAnew);

    assertThat(drawnAnew).anyMatch(line -> line.startsWith("generator.bottleneck.r2.conv2.weight"));
    Picture source = picture(1);
    Picture driving = picture(2);
    float[] expected = Preview.of(small, trained, source, driving);
    assertThat(Preview.spread(expected)).isGreaterThan(0.05f);
    assertThat(Preview.of(large, grown, source, driving))
        .containsExactly(expected, Offset.offset((float) ROUNDING));
  }

  private TrainingConfig config(String name, String yaml) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, yaml);
    return TrainingConfig.read(file);
  }

  private TrainingState drawn(TrainingConfig config, long seed) {
    TrainRequest.Start start =
        new TrainRequest.Start(Optional.empty(), false, false, seed, true, Optional.empty());
    return StartingState.of(config, start, folder.resolve("none"), new ArrayList<>());
  }

  /** Norms whose statistics are not those that new ones have. */
  private static TrainingState asIfTrained(TrainingState state) {
    List<TrainingState.Part> parts = new ArrayList<>();
    for (TrainingState.Part part : state.parts()) {
      float[] statistics = part.vectors().statistics().clone();
      part.layout()
          .statistics()
          .slots()
          .forEach(
              slot -> {
                float value = slot.name().endsWith("running_var") ? 0.3f : 0.05f;
                if (slot.name().contains("running_")) {
                  Arrays.fill(statistics, slot.offset(), slot.offset() + slot.count(), value);
                }
              });
      parts.add(
          TrainingState.Part.fresh(
              part.network(),
              part.layout(),
              new NetworkVectors(part.vectors().parameters(), statistics)));
    }
    return new TrainingState(parts, state.step(), state.seed());
  }

  private static Picture picture(long seed) {
    byte[] bgr = new byte[TinyTraining.SIDE * TinyTraining.SIDE * 3];
    new SplittableRandom(seed).nextBytes(bgr);
    return new Picture(TinyTraining.SIDE, TinyTraining.SIDE, bgr);
  }
}
