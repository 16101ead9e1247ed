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
    // Even row and column first: tap 0 sees one pixel, taps 1 and 2 the next.
    assertThat(merged.floats())
        .containsExactly(1, 5, 11, 28, 3, 3, 24, 15, 5, 16, 7, 17, 12, 9, 15, 9);
  }

  @Test
  void bias_twoChannels_repeatsThemFourTimes() {
    assertThat(UpConvolution.bias(TensorData.of(List.of(2), 1, 2)).floats())
        .containsExactly(1, 2, 1, 2, 1, 2, 1, 2);
  }
}
