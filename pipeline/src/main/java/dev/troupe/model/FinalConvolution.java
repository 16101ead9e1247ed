package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.TensorData;
import java.util.List;

/**
 * The last convolution, 7x7 to three channels, in two steps: 7x1 to the 21 parts that each
 * channel's seven columns contribute, then their sum along the row. Kernels compute sixteen
 * channels at once, so that three would waste most of them. Always float32: it would gain nothing
 * from less.
 */
final class FinalConvolution {
  private static final String NAME = "final";
  private static final int SIDE = 7;
  private static final int PARTS = NetworkConfig.CHANNELS * SIDE;

  private final NetworkWeights weights;

  FinalConvolution(NetworkWeights weights) {
    this.weights = weights;
  }

  void append(BlockScript blocks, ScriptText text, FrameSize size) {
    TensorData none = TensorData.of(List.of(PARTS), new float[PARTS]);
    blocks.applyInFloat32(
        text, "final_columns", columns(), none, Convolutions.Padding.all(SIDE / 2), size);
    FrameSize wider = new FrameSize(size.width() + SIDE - 1, size.height());
    TensorData bias = weights.tensor(NAME + ".bias");
    blocks.applyInFloat32(text, "final_sum", sum(), bias, Convolutions.Padding.all(0), wider);
  }

  /** (3,C,7,7) to (21,C,7,1): column j of channel i becomes channel 7i+j. */
  private TensorData columns() {
    TensorData weight = weights.tensor(NAME + ".weight");
    int inputs = weight.shape().get(1);
    return TensorData.lazy(
        List.of(PARTS, inputs, SIDE, 1),
        () -> {
          float[] from = weight.floats();
          float[] to = new float[from.length];
          for (int i = 0; i < from.length; i++) {
            int column = i % SIDE;
            int row = i / SIDE % SIDE;
            int input = i / (SIDE * SIDE) % inputs;
            int output = i / (SIDE * SIDE) / inputs;
            to[((output * SIDE + column) * inputs + input) * SIDE + row] = from[i];
          }
          return to;
        });
  }

  /** (3,21,1,7): channel i is the sum of its seven parts, part j taken j pixels further on. */
  private static TensorData sum() {
    float[] weight = new float[NetworkConfig.CHANNELS * PARTS * SIDE];
    for (int channel = 0; channel < NetworkConfig.CHANNELS; channel++) {
      for (int column = 0; column < SIDE; column++) {
        weight[(channel * PARTS + channel * SIDE + column) * SIDE + column] = 1;
      }
    }
    return TensorData.of(List.of(NetworkConfig.CHANNELS, PARTS, 1, SIDE), weight);
  }
}
