package dev.troupe.model;

import java.util.stream.Collectors;

/**
 * The networks' building blocks as lines of TorchScript that gradients pass through, on a variable
 * {@code x}. Weights are elements of a list {@code weights}, running statistics of a list {@code
 * statistics}, both in the order of a {@link FlatLayout}; batch norms use the batch's statistics
 * and update the running ones.
 */
final class TrainingBlocks {
  private final ScriptText text;
  private final FlatLayout layout;

  TrainingBlocks(ScriptText text, FlatLayout layout) {
    this.text = text;
    this.layout = layout;
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

  void convolution(String name, int padding) {
    text.line(
        "x = torch.conv2d(x, %s, %s, [1, 1], [%d, %d])",
        weight(name + ".weight"), weight(name + ".bias"), padding, padding);
  }

  /** Two convolutions of the same picture as one: the first's channels before the second's. */
  void convolutions(String first, String second, int padding) {
    text.line(
        "x = torch.conv2d(x, torch.cat([%s, %s]), torch.cat([%s, %s]), [1, 1], [%d, %d])",
        weight(first + ".weight"),
        weight(second + ".weight"),
        weight(first + ".bias"),
        weight(second + ".bias"),
        padding,
        padding);
  }

  private void norm(String name) {
    text.line(
        "x = torch.batch_norm(x, %s, %s, %s, %s, True, 0.10000000000000001,"
            + " 1.0000000000000001e-05, True)",
        weight(name + ".weight"),
        weight(name + ".bias"),
        statistic(name + ".running_mean"),
        statistic(name + ".running_var"));
  }

  /** Convolution, norm, relu. */
  void block(String name, int padding) {
    convolution(name + ".conv", padding);
    norm(name + ".norm");
    text.line("x = torch.relu_(x)");
  }

  /** The same, then the mean of every 2x2 pixels. */
  void down(String name) {
    block(name, 1);
    text.line("x = torch.avg_pool2d(x, [2, 2])");
  }

  /** Nearest x2, convolution, norm, relu. */
  void up(String name) {
    text.line("x = torch.upsample_nearest2d(x, None, [2., 2.])");
    block(name, 1);
  }

  void residual(String name) {
    text.line("kept = x");
    norm(name + ".norm1");
    text.line("x = torch.relu_(x)");
    convolution(name + ".conv1", 1);
    norm(name + ".norm2");
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
