package dev.troupe.model;

import dev.troupe.model.TrainingScript.Arithmetic;
import dev.troupe.torchscript.TensorData;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The networks' building blocks as lines of TorchScript that gradients pass through, on a variable
 * {@code x}. Weights are elements of a list {@code weights}, running statistics of a list {@code
 * statistics}, both in the order of a {@link FlatLayout}; in training mode batch norms use the
 * batch's statistics and update the running ones, unless these are held fixed.
 */
final class TrainingBlocks {
  private static final int FLOAT32 = 6;
  private static final int BFLOAT16 = 15;
  private static final int CHANNELS_LAST = 2;
  private static final int MOST_SPREAD = 9 * 256 * 256;
  private static final String EPSILON = "1.0000000000000001e-05";

  private final ScriptText text;
  private final FlatLayout layout;
  private final Arithmetic arithmetic;

  /**
   * Blocks that add to a method.
   *
   * @param arithmetic how convolutions and norms between {@link #enter} and {@link #leave} compute
   */
  TrainingBlocks(ScriptText text, FlatLayout layout, Arithmetic arithmetic) {
    this.text = text;
    this.layout = layout;
    this.arithmetic = arithmetic;
  }

  /**
   * Brings {@code x} to the precision in which convolutions compute, and for bfloat16 to the layout
   * in which they are quickest. In float32 the layout stays: with channels last, batch norms sum up
   * in float32 too, which shows in the fourth digit of gradients. Weights are trained in float32;
   * each convolution rounds its own.
   */
  void enter() {
    if (arithmetic.half()) {
      text.line("x = torch.to(torch.contiguous(x, memory_format=%d), %d)", CHANNELS_LAST, BFLOAT16);
    }
  }

  /** Brings {@code x} back to float32. */
  void leave() {
    if (arithmetic.half()) {
      text.line("x = torch.to(x, %d)", FLOAT32);
    }
  }

  private String rounded(String weight) {
    return arithmetic.half() ? "torch.to(%s, %d)".formatted(weight, BFLOAT16) : weight;
  }

  /** An expression: the flat vector {@code vector} as a list of tensors in their shapes. */
  static String unpack(FlatLayout.Part part, String vector) {
    String sizes =
        part.slots().stream().map(slot -> "" + slot.count()).collect(Collectors.joining(", "));
    return "torch.split_with_sizes(%s, [%s])".formatted(vector, sizes);
  }

  String weight(String name) {
    return reshaped("weights", layout.parameters().slot(name));
  }

  String statistic(String name) {
    return reshaped("statistics", layout.statistics().slot(name));
  }

  private static String reshaped(String list, FlatLayout.Slot slot) {
    String tensor = "%s[%d]".formatted(list, slot.index());
    return slot.shape().size() == 1
        ? tensor
        : "torch.reshape(%s, %s)".formatted(tensor, slot.shape());
  }

  /** A convolution of {@code x} between {@link #enter} and {@link #leave}. */
  void convolution(String name, int padding) {
    apply(rounded(weight(name + ".weight")), rounded(weight(name + ".bias")), padding);
  }

  /** A convolution of {@code x} in float32. */
  void preciseConvolution(String name, int padding) {
    apply(weight(name + ".weight"), weight(name + ".bias"), padding);
  }

  /** Two convolutions of the same picture as one: the first's channels before the second's. */
  void convolutions(String first, String second, int padding) {
    apply(both(first, second, ".weight"), both(first, second, ".bias"), padding);
  }

  private String both(String first, String second, String part) {
    return rounded("torch.cat([%s, %s])".formatted(weight(first + part), weight(second + part)));
  }

  private void apply(String weight, String bias, int padding) {
    text.line("x = torch.conv2d(x, %s, %s, [1, 1], [%d, %d])", weight, bias, padding, padding);
  }

  private void norm(String name) {
    text.line(
        "x = torch.batch_norm(x, %s, %s, %s, %s, %s," + " 0.10000000000000001, %s, True)",
        weight(name + ".weight"),
        weight(name + ".bias"),
        statistic(name + ".running_mean"),
        statistic(name + ".running_var"),
        arithmetic.fixedStatistics() ? "False" : "self.training",
        EPSILON);
  }

  /** A convolution and its norm: one convolution where the norm's statistics are fixed. */
  private void normed(String convolution, String norm, int padding) {
    if (!arithmetic.fixedStatistics()) {
      convolution(convolution, padding);
      norm(norm);
      return;
    }
    text.line(
        "scale = torch.mul(%s, torch.rsqrt(torch.add(%s, %s)))",
        weight(norm + ".weight"), statistic(norm + ".running_var"), EPSILON);
    text.line(
        "shift = torch.add(torch.mul(torch.sub(%s, %s), scale), %s)",
        weight(convolution + ".bias"), statistic(norm + ".running_mean"), weight(norm + ".bias"));
    text.line(
        "scaled = torch.mul(%s, torch.reshape(scale, [-1, 1, 1, 1]))",
        weight(convolution + ".weight"));
    apply(rounded("scaled"), rounded("shift"), padding);
  }

  /** Convolution, norm, relu. */
  void block(String name, int padding) {
    normed(name + ".conv", name + ".norm", padding);
    text.line("x = torch.relu_(x)");
  }

  /** The same, then the mean of every 2x2 pixels. */
  void down(String name) {
    block(name, 1);
    text.line("x = torch.avg_pool2d(x, [2, 2])");
  }

  /**
   * Nearest x2, convolution, norm, relu. In float32 the first two are one transposed convolution of
   * the small picture, 4/9 of the work; in bfloat16 that is no quicker.
   */
  void up(String name) {
    if (arithmetic.half() || arithmetic.fixedStatistics() || isLarge(name)) {
      text.line("x = torch.upsample_nearest2d(x, None, [2., 2.])");
      block(name, 1);
      return;
    }
    String convolution = name + ".conv";
    FlatLayout.Slot slot = layout.parameters().slot(convolution + ".weight");
    text.line("spread = torch.mm(torch.reshape(%s, [-1, 9]), self.spread)", weight(slot.name()));
    text.line(
        "spread = torch.transpose(torch.reshape(spread, [%d, %d, 4, 4]), 0, 1)",
        slot.shape().get(0), slot.shape().get(1));
    text.line(
        "x = torch.conv_transpose2d(x, spread, %s, [2, 2], [1, 1])", weight(convolution + ".bias"));
    norm(name + ".norm");
    text.line("x = torch.relu_(x)");
  }

  /** Whether a convolution has more weights than its small picture makes up for. */
  private boolean isLarge(String name) {
    return layout.parameters().slot(name + ".conv.weight").count() > MOST_SPREAD;
  }

  /**
   * What {@link #up} multiplies 3x3 weights with: how much each of them counts in each of the 4x4
   * weights of the transposed convolution, (9,16). Per direction the four are w2, w1+w2, w0+w1, w0.
   */
  static TensorData spread() {
    int[][] parts = {{2}, {1, 2}, {0, 1}, {0}};
    float[] values = new float[9 * 16];
    for (int i = 0; i < 16; i++) {
      for (int row : parts[i / 4]) {
        for (int column : parts[i % 4]) {
          values[(3 * row + column) * 16 + i] = 1;
        }
      }
    }
    return TensorData.of(List.of(9, 16), values);
  }

  void residual(String name) {
    text.line("kept = x");
    norm(name + ".norm1");
    text.line("x = torch.relu_(x)");
    normed(name + ".conv1", name + ".norm2", 1);
    text.line("x = torch.relu_(x)");
    convolution(name + ".conv2", 1);
    text.line("x = torch.add(x, kept)");
  }

  void hourglass(String name, HourglassConfig hourglass) {
    for (int i = 0; i < hourglass.blocks(); i++) {
      text.line("skip%d = x", i);
      down(name + "encoder.down_blocks." + i);
    }
    for (int i = 0; i < hourglass.blocks(); i++) {
      up(name + "decoder.up_blocks." + i);
      text.line("x = torch.cat([x, skip%d], 1)", hourglass.blocks() - 1 - i);
    }
  }

  /** The anti-aliased smaller picture; without any down-sampling nothing is written. */
  void downsample(String name, double scaleFactor) {
    Downsampling down = Downsampling.of(scaleFactor);
    if (down.present()) {
      down.append(text, statistic(name));
    }
  }
}
