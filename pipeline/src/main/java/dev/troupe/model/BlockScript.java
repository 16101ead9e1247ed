package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;

/**
 * The networks' building blocks as lines of TorchScript on a variable {@code x}, their weights as
 * buffers of the module, batch norms folded. Pictures are channels last.
 */
final class BlockScript {
  private static final String TO_THE_END = "9223372036854775807";

  private final ScriptModule.Builder module;
  private final NetworkWeights weights;
  private final Convolutions convolutions;

  BlockScript(ScriptModule.Builder module, NetworkWeights weights) {
    this.module = module;
    this.weights = weights;
    this.convolutions = new Convolutions(module);
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

  /** Writes the methods that the blocks call; last. */
  void appendMethods() {
    convolutions.appendMethods();
    appendSpread();
  }

  /**
   * Brings {@code x} to the element type and the order in memory of the convolution {@code name}.
   */
  void enter(ScriptText text, String name) {
    text.line("x = torch.to(x, ops.prim.dtype(self.%s_bias), False, False, 2)", attribute(name));
  }

  /** Brings {@code x} back to float32. */
  void leave(ScriptText text) {
    text.line("x = torch.to(x, 6)");
  }

  /** Convolution {@code NAME.conv}, norm and relu of a picture of {@code size}. */
  void same(ScriptText text, String name, int padding, FrameSize size) {
    folded(text, name + ".conv", name + ".norm", Convolutions.Padding.all(padding), size);
  }

  /** The same, then the mean of every 2x2 pixels. */
  void down(ScriptText text, String name, FrameSize size) {
    same(text, name, 1, size);
    text.line("x = torch.avg_pool2d(x, [2, 2])");
  }

  /**
   * Every pixel four times, then convolution, norm and relu; see {@link UpConvolution}. The result
   * has {@code room} channels more, which the caller fills.
   */
  void up(ScriptText text, String name, int room, FrameSize size) {
    String attribute = attribute(name);
    TensorData weight = weights.folded(name + ".conv", name + ".norm", false);
    TensorData bias = weights.folded(name + ".conv", name + ".norm", true);
    Convolutions.Padding padding = Convolutions.Padding.all(1);
    convolutions.add(
        attribute, UpConvolution.weight(weight), UpConvolution.bias(bias), padding, size);
    call(text, "rectified", "", attribute, padding);
    text.line("x = self.spread(x, %d)", room);
  }

  /** A residual block: its first norm follows an addition and stays. */
  void residual(ScriptText text, String name, FrameSize size) {
    String scale = attribute(name + ".norm1.scale");
    String shift = attribute(name + ".norm1.shift");
    convolutions.addNumbers(scale, weights.affine(name + ".norm1", false));
    convolutions.addNumbers(shift, weights.affine(name + ".norm1", true));
    text.line("kept = x");
    text.line("x = torch.relu_(torch.addcmul(self.%s, x, self.%s))", shift, scale);
    Convolutions.Padding padding = Convolutions.Padding.all(1);
    folded(text, name + ".conv1", name + ".norm2", padding, size);
    String second = name + ".conv2";
    TensorData weight = weights.tensor(second + ".weight");
    convolutions.add(attribute(second), weight, weights.tensor(second + ".bias"), padding, size);
    call(text, "added", "kept, ", attribute(second), padding);
  }

  /** A convolution of given weights, stored under {@code name}, without a norm. */
  void apply(
      ScriptText text,
      String name,
      TensorData weight,
      TensorData bias,
      Convolutions.Padding padding,
      FrameSize size) {
    convolutions.add(attribute(name), weight, bias, padding, size);
    call(text, "convolution", "", attribute(name), padding);
  }

  /** The same of a convolution that no reduced precision touches. */
  void applyInFloat32(
      ScriptText text,
      String name,
      TensorData weight,
      TensorData bias,
      Convolutions.Padding padding,
      FrameSize size) {
    convolutions.addInFloat32(attribute(name), weight, bias, padding, size);
    call(text, "convolution", "", attribute(name), padding);
  }

  /** The anti-aliased smaller picture; without any down-sampling nothing is written. */
  void downsample(ScriptText text, String name, double scaleFactor) {
    Downsampling down = Downsampling.of(scaleFactor);
    if (down.present()) {
      buffer(attribute(name), weights.tensor(name));
      down.append(text, "self." + attribute(name));
    }
  }

  /** An hourglass from {@code x}, a picture of {@code size} and some channels, to {@code x}. */
  void hourglass(
      ScriptText text, String prefix, HourglassConfig hourglass, int channels, FrameSize size) {
    FrameSize small = size;
    for (int i = 0; i < hourglass.blocks(); i++) {
      text.line("skip%d = x", i);
      down(text, prefix + "encoder.down_blocks." + i, small);
      small = new FrameSize(small.width() / 2, small.height() / 2);
    }
    for (int i = 0; i < hourglass.blocks(); i++) {
      int level = hourglass.blocks() - 1 - i;
      int kept = level == 0 ? channels : hourglass.channels(level);
      up(text, prefix + "decoder.up_blocks." + i, kept, small);
      text.line(
          "torch.copy_(torch.narrow(x, 1, %d, %d), skip%d)",
          hourglass.channels(level), kept, level);
      small = new FrameSize(small.width() * 2, small.height() * 2);
    }
  }

  private void folded(
      ScriptText text, String name, String norm, Convolutions.Padding padding, FrameSize size) {
    TensorData weight = weights.folded(name, norm, false);
    TensorData bias = weights.folded(name, norm, true);
    convolutions.add(attribute(name), weight, bias, padding, size);
    call(text, "rectified", "", attribute(name), padding);
  }

  private static void call(
      ScriptText text, String method, String more, String name, Convolutions.Padding padding) {
    text.line(
        "x = self.%s(x, %sself.%s_weight, self.%s_bias, %s)", method, more, name, name, padding);
  }

  /**
   * Method {@code spread}: puts the four cases of an {@link UpConvolution} where they belong, each
   * pixel copied once, into a picture with {@code room} further channels.
   */
  private void appendSpread() {
    ScriptText text = new ScriptText("spread(self, cases: Tensor, room: int) -> Tensor");
    text.line("c = torch.floordiv(torch.size(cases, 1), 4)");
    text.line("h = torch.sub(torch.size(cases, 2), 1)");
    text.line("w = torch.sub(torch.size(cases, 3), 1)");
    text.line(
        "out = torch.empty([torch.size(cases, 0), torch.add(c, room), torch.mul(h, 2),"
            + " torch.mul(w, 2)], dtype=ops.prim.dtype(cases), device=ops.prim.device(cases),"
            + " memory_format=2)");
    text.line("own = torch.narrow(out, 1, 0, c)");
    for (int odd = 0; odd < 4; odd++) {
      int row = odd / 2;
      int column = odd % 2;
      text.line(
          "case%d = torch.narrow(torch.narrow(torch.narrow(cases, 1, torch.mul(c, %d), c), 2, %d,"
              + " h), 3, %d, w)",
          odd, odd, row, column);
      text.line(
          "place%d = torch.slice(torch.slice(own, 2, %d, %s, 2), 3, %d, %s, 2)",
          odd, row, TO_THE_END, column, TO_THE_END);
      text.line("torch.copy_(place%d, case%d)", odd, odd);
    }
    text.line("return out");
    module.method(text.toString());
  }

  static String attribute(String name) {
    return name.replace('.', '_');
  }
}
