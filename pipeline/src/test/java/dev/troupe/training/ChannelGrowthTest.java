package dev.troupe.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.model.FlatLayout;
import dev.troupe.torchscript.TensorData;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelGrowthTest {
  private static final float DRAWN = 9;

  private static float[] grown(List<Integer> old, List<Integer> now, float... values) {
    int count = now.stream().reduce(1, Math::multiplyExact);
    float[] vector = new float[count + 1];
    java.util.Arrays.fill(vector, DRAWN);
    ChannelGrowth.take(
        TensorData.of(old, values), new FlatLayout.Slot("weight", now, 0, 1, count), vector);
    assertThat(vector[0]).as("before the slot").isEqualTo(DRAWN);
    return java.util.Arrays.copyOfRange(vector, 1, vector.length);
  }

  @Test
  void take_moreOutputs_drawsTheNewOnes() {
    assertThat(grown(List.of(2), List.of(3), 1, 2)).containsExactly(1, 2, DRAWN);
  }

  @Test
  void take_moreInputsAndOutputs_oldOutputsStayAsTheyWere() {
    assertThat(grown(List.of(1, 2, 1, 2), List.of(2, 3, 1, 2), 1, 2, 3, 4))
        .containsExactly(1, 2, 3, 4, 0, 0, DRAWN, DRAWN, DRAWN, DRAWN, DRAWN, DRAWN);
  }

  @Test
  void take_fewerChannels_keepsTheFirst() {
    assertThat(grown(List.of(2, 2), List.of(1, 1), 1, 2, 3, 4)).containsExactly(1);
  }

  @Test
  void take_otherKernel_changesNothing() {
    assertThat(grown(List.of(1, 1, 1, 2), List.of(1, 1, 1, 3), 1, 2))
        .containsExactly(DRAWN, DRAWN, DRAWN);
  }
}
