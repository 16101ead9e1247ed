package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The perceptual term, a method {@code perceptual(made, real) -> scalar}: the weighted mean
 * absolute differences of VGG-19's outputs relu1_1, 2_1, 3_1, 4_1 and 5_1 for pictures normalised
 * by ImageNet's mean and deviation.
 */
public final class PerceptualScript {
  private static final String PREFIX = "features.";
  private static final String POOL = "M";

  /** The published layout as far as relu5_1: output channels, or a pooling of 2x2 pixels. */
  private static final List<String> LAYERS =
      List.of(
          "64", "64", POOL, "128", "128", POOL, "256", "256", "256", "256", POOL, "512", "512",
          "512", "512", POOL, "512");

  private final List<Double> weights;

  PerceptualScript(List<Double> weights) {
    this.weights = weights;
  }

  /**
   * The tensors of VGG-19 that are used.
   *
   * @return shapes by their torchvision names
   */
  public static Map<String, List<Integer>> tensors() {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    int place = 0;
    int channels = NetworkConfig.CHANNELS;
    for (String layer : LAYERS) {
      if (layer.equals(POOL)) {
        place++;
      } else {
        int to = Integer.parseInt(layer);
        shapes.put(PREFIX + place + ".weight", List.of(to, channels, 3, 3));
        shapes.put(PREFIX + place + ".bias", List.of(to));
        channels = to;
        place += 2;
      }
    }
    return shapes;
  }

  void append(ScriptModule.Builder module, Map<String, TensorData> tensors) {
    module.buffer("imagenet_mean", TensorData.of(List.of(1, 3, 1, 1), .485f, .456f, .406f));
    module.buffer("imagenet_deviation", TensorData.of(List.of(1, 3, 1, 1), .229f, .224f, .225f));
    tensors().keySet().forEach(name -> buffer(module, name, tensors));
    appendLayers(module);
    ScriptText text = new ScriptText("perceptual(self, made: Tensor, real: Tensor) -> Tensor");
    text.line("a = self.layers(made)");
    text.line("b = self.layers(real)");
    text.line("total = torch.mul(%s, %s)", difference(0), weights.get(0));
    for (int i = 1; i < weights.size(); i++) {
      text.line("total = torch.add(total, torch.mul(%s, %s))", difference(i), weights.get(i));
    }
    text.line("return total");
    module.method(text.toString());
  }

  private static void buffer(
      ScriptModule.Builder module, String name, Map<String, TensorData> tensors) {
    TensorData data = tensors.get(name);
    if (data == null) {
      throw new IllegalArgumentException("the perceptual network lacks " + name);
    }
    module.buffer(BlockScript.attribute(name), data);
  }

  private static String difference(int layer) {
    return "torch.mean(torch.abs(torch.sub(a[%d], b[%d])))".formatted(layer, layer);
  }

  private static void appendLayers(ScriptModule.Builder module) {
    ScriptText text = new ScriptText("layers(self, picture: Tensor) -> List[Tensor]");
    text.line("x = torch.div(torch.sub(picture, self.imagenet_mean), self.imagenet_deviation)");
    int place = 0;
    int stage = 0;
    boolean first = true;
    for (String layer : LAYERS) {
      if (layer.equals(POOL)) {
        text.line("x = torch.max_pool2d(x, [2, 2])");
        place++;
        first = true;
      } else {
        text.line(
            "x = torch.relu(torch.conv2d(x, self.features_%d_weight, self.features_%d_bias,"
                + " [1, 1], [1, 1]))",
            place, place);
        if (first) {
          text.line("stage%d = x", stage++);
          first = false;
        }
        place += 2;
      }
    }
    text.line("return [stage0, stage1, stage2, stage3, stage4]");
    module.method(text.toString());
  }
}
