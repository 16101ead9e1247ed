package dev.troupe.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.troupe.torchscript.TensorData;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpConvolutionTest {
  @Test
  void weight_oneChannel_mergesTheTapsThatSeeTheSamePixel() {
    TensorData weight = TensorData.of(List.of(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    TensorData merged = UpConvolution.weight(weight);
    assertThat(merged.shape()).containsExactly(4, 1, 2, 2);
    // Odd row and column first: taps 0 and 1 see one pixel, tap 2 the next.
    assertThat(merged.floats())
        .containsExactly(12, 9, 15, 9, 5, 16, 7, 17, 3, 3, 24, 15, 1, 5, 11, 28);
  }

  @Test
  void bias_twoChannels_repeatsEachFourTimes() {
    assertThat(UpConvolution.bias(TensorData.of(List.of(2), 1, 2)).floats())
        .containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
  }
}
