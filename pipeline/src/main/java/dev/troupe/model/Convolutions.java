package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;
import java.util.ArrayList;
import java.util.List;

/**
 * A module's convolutions and how they are made ready for a device: method {@code prepare(element:
 * int, batch: int)} turns every weight into an element type (6 float32, 15 bfloat16, 5 float16)
 * and, for a batch above 0, into the order that oneDNN's kernels for pictures of the recorded sizes
 * want, so that nothing is reordered per call. A module that was never prepared computes float32.
 *
 * <p>Pictures are kept channels last throughout: that is how the kernels for every element type
 * read them without a copy.
 */
final class Convolutions {
  private final ScriptModule.Builder module;
  private final List<String> weights = new ArrayList<>();
  private final List<String> numbers = new ArrayList<>();

  Convolutions(ScriptModule.Builder module) {
    this.module = module;
  }

  /** A weight that is used on pictures of {@code size}, and a bias. */
  void add(String name, TensorData weight, TensorData bias, Padding padding, FrameSize size) {
    add("element", new Weight(name, weight, padding, size));
    addNumbers(name + "_bias", bias);
  }

  /** The same of a convolution that stays float32 whatever the element type. */
  void addInFloat32(
      String name, TensorData weight, TensorData bias, Padding padding, FrameSize size) {
    add("6", new Weight(name, weight, padding, size));
    module.buffer(name + "_bias", bias);
  }

  private record Weight(String name, TensorData data, Padding padding, FrameSize size) {}

  private void add(String element, Weight weight) {
    String name = weight.name() + "_weight";
    FrameSize size = weight.size();
    module.buffer(name, weight.data());
    weights.add(
        "self.%s = self.packed(self.%s, %s, batch, %s, [batch, %d, %d, %d])"
            .formatted(
                name,
                name,
                element,
                weight.padding(),
                weight.data().shape().get(1),
                size.height(),
                size.width()));
  }

  /** Numbers that the activations meet, and so get their element type. */
  void addNumbers(String name, TensorData data) {
    module.buffer(name, data);
    numbers.add(name);
  }

  /** Zeros around a picture, in pixels. */
  record Padding(int rows, int columns) {
    static Padding all(int pixels) {
      return new Padding(pixels, pixels);
    }

    @Override
    public String toString() {
      return "[%d, %d]".formatted(rows, columns);
    }
  }

  /** Writes {@code prepare} and the methods that compute; after the last weight was added. */
  void appendMethods() {
    appendPacked();
    appendPrepare();
    appendCall("convolution", "", "none", "%s");
    appendCall("rectified", "", "relu", "torch.relu_(%s)");
    ScriptText added = new ScriptText(signature("added", "kept: Tensor, "));
    added.line("if ops.prim.is_mkldnn(weight):").in();
    added.line(
        "y = ops.mkldnn._convolution_pointwise_(kept, x, weight, bias, padding, [1, 1], [1, 1], 1,"
            + " \"add\", 1, None, [], None)");
    added.out().line("else:").in();
    added.line("y = torch.add_(kept, torch.conv2d(x, weight, bias, [1, 1], padding))");
    added.out().line("return y");
    module.method(added.toString());
  }

  private void appendPacked() {
    ScriptText text =
        new ScriptText(
            "packed(self, weight: Tensor, element: int, batch: int, padding: List[int], size:"
                + " List[int]) -> Tensor");
    text.line("y = torch.to(weight, element, False, False, 2)");
    text.line("if torch.gt(batch, 0):").in();
    text.line("y = ops.mkldnn._reorder_convolution_weight(y, padding, [1, 1], [1, 1], 1, size)");
    text.out().line("return y");
    module.method(text.toString());
  }

  private void appendPrepare() {
    ScriptText text = new ScriptText("prepare(self, element: int, batch: int) -> int");
    weights.forEach(line -> text.line("%s", line));
    numbers.forEach(name -> text.line("self.%s = torch.to(self.%s, element)", name, name));
    text.line("return element");
    module.method(text.toString());
  }

  private void appendCall(String name, String more, String activation, String plain) {
    ScriptText text = new ScriptText(signature(name, more));
    text.line("if ops.prim.is_mkldnn(weight):").in();
    text.line(
        "y = ops.mkldnn._convolution_pointwise(x, weight, bias, padding, [1, 1], [1, 1], 1,"
            + " \"%s\", [], \"\")",
        activation);
    text.out().line("else:").in();
    text.line("y = %s", plain.formatted("torch.conv2d(x, weight, bias, [1, 1], padding)"));
    text.out().line("return y");
    module.method(text.toString());
  }

  private static String signature(String name, String more) {
    return "%s(self, x: Tensor, %sweight: Tensor, bias: Tensor, padding: List[int]) -> Tensor"
        .formatted(name, more);
  }
}
