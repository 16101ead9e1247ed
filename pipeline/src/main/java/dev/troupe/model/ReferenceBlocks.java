package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;
import java.util.function.UnaryOperator;

/** The building blocks as the paper's implementation has them, norms and all, on {@code x}. */
final class ReferenceBlocks {
  private final UnaryOperator<String> tensors;
  private final boolean training;

  /** Blocks whose weights are buffers of the module; norms use their running statistics. */
  ReferenceBlocks(ScriptModule.Builder module, NetworkWeights weights, String prefix) {
    this(
        name -> {
          String attribute = BlockScript.attribute(prefix + name);
          module.buffer(attribute, weights.tensor(name));
          return "self." + attribute;
        },
        false);
  }

  /**
   * Blocks of any weights.
   *
   * @param tensors an expression for each tensor's name
   * @param training whether norms use the batch's statistics and move the running ones
   */
  ReferenceBlocks(UnaryOperator<String> tensors, boolean training) {
    this.tensors = tensors;
    this.training = training;
  }

  void convolution(ScriptText text, String name, int padding) {
    text.line(
        "x = torch.conv2d(x, %s, %s, [1, 1], [%d, %d], [1, 1], 1)",
        tensors.apply(name + ".weight"), tensors.apply(name + ".bias"), padding, padding);
  }

  private void norm(ScriptText text, String name) {
    text.line(
        "x = torch.batch_norm(x, %s, %s, %s, %s, %s, 0.1, 1.0000000000000001e-05, False)",
        tensors.apply(name + ".weight"),
        tensors.apply(name + ".bias"),
        tensors.apply(name + ".running_mean"),
        tensors.apply(name + ".running_var"),
        DenseMotionScript.python(training));
  }

  /** Convolution, norm, relu. */
  void block(ScriptText text, String name, int padding) {
    convolution(text, name + ".conv", padding);
    norm(text, name + ".norm");
    text.line("x = torch.relu(x)");
  }

  /** Nearest x2, convolution, norm, relu. */
  void up(ScriptText text, String name) {
    text.line("x = torch.upsample_nearest2d(x, None, [2., 2.])");
    block(text, name, 1);
  }

  void residual(ScriptText text, String name) {
    text.line("kept = x");
    norm(text, name + ".norm1");
    text.line("x = torch.relu(x)");
    convolution(text, name + ".conv1", 1);
    norm(text, name + ".norm2");
    text.line("x = torch.relu(x)");
    convolution(text, name + ".conv2", 1);
    text.line("x = torch.add_(x, kept)");
  }

  void hourglass(ScriptText text, String name, HourglassConfig hourglass) {
    text.line("kept0 = x");
    for (int i = 0; i < hourglass.blocks(); i++) {
      block(text, name + "encoder.down_blocks." + i, 1);
      text.line("x = torch.avg_pool2d(x, [2, 2], [2, 2])");
      text.line("kept%d = x", i + 1);
    }
    for (int i = 0; i < hourglass.blocks(); i++) {
      up(text, name + "decoder.up_blocks." + i);
      text.line("x = torch.cat([x, kept%d], 1)", hourglass.blocks() - 1 - i);
    }
  }

  /** Blurs the whole picture, then keeps every step-th pixel. */
  void downsample(ScriptText text, String name, double scaleFactor) {
    Downsampling down = Downsampling.of(scaleFactor);
    if (down.present()) {
      int padding = down.kernel() / 2;
      text.line(
          "x = torch.conv2d(x, %s, None, [1, 1], [%d, %d], [1, 1], 3)",
          tensors.apply(name), padding, padding);
      text.line(
          "x = torch.slice(torch.slice(x, 2, 0, None, %d), 3, 0, None, %d)",
          down.step(), down.step());
    }
  }
}
