package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;

/**
 * The networks' building blocks as lines of TorchScript on a variable {@code x}, their weights as
 * buffers of the module, batch norms folded.
 */
final class BlockScript {
  private final ScriptModule.Builder module;
  private final NetworkWeights weights;

  BlockScript(ScriptModule.Builder module, NetworkWeights weights) {
    this.module = module;
    this.weights = weights;
  }

  /** The module under construction. */
  ScriptModule.Builder module() {
    return module;
  }

  NetworkWeights weights() {
    return weights;
  }

  /** Adds a buffer. */
  void buffer(String name, TensorData data) {
    module.buffer(name, data);
  }

  /** Convolution {@code NAME.conv}, norm and relu. */
  void same(ScriptText text, String name, int padding) {
    foldedConvolution(text, name + ".conv", name + ".norm", padding);
    text.line("x = torch.relu_(x)");
  }

  /** The same, then the mean of every 2x2 pixels. */
  void down(ScriptText text, String name) {
    same(text, name, 1);
    text.line("x = torch.avg_pool2d(x, [2, 2])");
  }

  /** Every pixel four times, then convolution, norm and relu; see {@link UpConvolution}. */
  void up(ScriptText text, String name) {
    TensorData weight = weights.folded(name + ".conv", name + ".norm", false);
    TensorData bias = weights.folded(name + ".conv", name + ".norm", true);
    text.line("h = torch.mul(torch.size(x, 2), 2)");
    text.line("w = torch.mul(torch.size(x, 3), 2)");
    apply(text, name, UpConvolution.weight(weight), UpConvolution.bias(bias), 1);
    text.line("x = torch.pixel_shuffle(torch.relu_(x), 2)");
    text.line("x = torch.narrow(torch.narrow(x, 2, 1, h), 3, 1, w)");
  }

  /** A residual block: its first norm follows an addition and stays. */
  void residual(ScriptText text, String name) {
    String scale = attribute(name + ".norm1.scale");
    String shift = attribute(name + ".norm1.shift");
    buffer(scale, weights.affine(name + ".norm1", false));
    buffer(shift, weights.affine(name + ".norm1", true));
    text.line("kept = x");
    text.line("x = torch.relu_(torch.addcmul(self.%s, x, self.%s))", shift, scale);
    foldedConvolution(text, name + ".conv1", name + ".norm2", 1);
    text.line("x = torch.relu_(x)");
    convolution(text, name + ".conv2", 1);
    text.line("x = torch.add_(x, kept)");
  }

  /** A convolution without a norm. */
  void convolution(ScriptText text, String name, int padding) {
    apply(text, name, weights.tensor(name + ".weight"), weights.tensor(name + ".bias"), padding);
  }

  /** A convolution of given weights, stored under {@code name}. */
  void apply(ScriptText text, String name, TensorData weight, TensorData bias, int padding) {
    buffer(attribute(name + ".weight"), weight);
    buffer(attribute(name + ".bias"), bias);
    text.line(
        "x = torch.conv2d(x, self.%s, self.%s, [1, 1], [%d, %d])",
        attribute(name + ".weight"), attribute(name + ".bias"), padding, padding);
  }

  /** The anti-aliased smaller picture; without any down-sampling nothing is written. */
  void downsample(ScriptText text, String name, double scaleFactor) {
    Downsampling down = Downsampling.of(scaleFactor);
    if (down.present()) {
      buffer(attribute(name), weights.tensor(name));
      down.append(text, "self." + attribute(name));
    }
  }

  /** An hourglass from {@code x} to {@code x}. */
  void hourglass(ScriptText text, String prefix, HourglassConfig hourglass) {
    for (int i = 0; i < hourglass.blocks(); i++) {
      text.line("skip%d = x", i);
      down(text, prefix + "encoder.down_blocks." + i);
    }
    for (int i = 0; i < hourglass.blocks(); i++) {
      up(text, prefix + "decoder.up_blocks." + i);
      text.line("x = torch.cat([x, skip%d], 1)", hourglass.blocks() - 1 - i);
    }
  }

  private void foldedConvolution(ScriptText text, String name, String norm, int padding) {
    apply(text, name, weights.folded(name, norm, false), weights.folded(name, norm, true), padding);
  }

  static String attribute(String name) {
    return name.replace('.', '_');
  }
}
