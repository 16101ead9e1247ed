package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;
import java.util.ArrayList;
import java.util.List;

/**
 * The discriminator for training: per scale a method {@code judge0(weights, statistics, picture) ->
 * list}, which holds every block's output and, last, the judgement (N,1,h,w): 1 is real.
 */
final class TrainingDiscriminatorScript {
  private final DiscriminatorConfig config;
  private final FlatLayout layout;

  TrainingDiscriminatorScript(NetworkConfig networks, DiscriminatorConfig config) {
    this.config = config;
    this.layout = FlatLayout.ofDiscriminator(networks, config);
  }

  void append(ScriptModule.Builder module) {
    if (config.spectralNorm()) {
      appendSpectralNorm(module);
    }
    for (int i = 0; i < config.scales().size(); i++) {
      appendJudge(module, i);
    }
  }

  /**
   * Divides a weight by its largest singular value, which one step of the power iteration brings
   * nearer; the singular vectors {@code u} and {@code v} are updated and no gradient sees them.
   */
  private static void appendSpectralNorm(ScriptModule.Builder module) {
    ScriptText unit = new ScriptText("unit(self, x: Tensor) -> Tensor");
    unit.line("length = torch.sqrt(torch.sum(torch.mul(x, x)))");
    unit.line("return torch.div(x, torch.clamp_min(length, 9.9999999999999998e-13))");
    module.method(unit.toString());
    ScriptText text =
        new ScriptText("spectral(self, weight: Tensor, u: Tensor, v: Tensor) -> Tensor");
    text.line("matrix = torch.reshape(weight, [torch.size(weight, 0), -1])");
    text.line("fixed = torch.detach(matrix)");
    text.line("right = self.unit(torch.mv(torch.t(fixed), u))");
    text.line("left = self.unit(torch.mv(fixed, right))");
    text.line("u0 = torch.copy_(u, left)");
    text.line("v0 = torch.copy_(v, right)");
    text.line("return torch.div(weight, torch.dot(left, torch.mv(matrix, right)))");
    module.method(text.toString());
  }

  private void appendJudge(ScriptModule.Builder module, int scale) {
    String prefix = DiscriminatorConfig.name(config.scales().get(scale));
    ScriptText text =
        new ScriptText(
            "judge%d(self, weights: List[Tensor], statistics: List[Tensor], picture: Tensor)"
                    .formatted(scale)
                + " -> List[Tensor]");
    TrainingBlocks blocks = new TrainingBlocks(text, layout, TrainingScript.Arithmetic.EXACT);
    List<String> outputs = new ArrayList<>();
    text.line("x = picture");
    for (int i = 0; i < config.blocks(); i++) {
      String block = prefix + ".down_blocks." + i;
      convolution(text, blocks, block + ".conv");
      if (i > 0) {
        text.line(
            "x = torch.instance_norm(x, %s, %s, None, None, True, 0.10000000000000001,"
                + " 1.0000000000000001e-05, True)",
            blocks.weight(block + ".norm.weight"), blocks.weight(block + ".norm.bias"));
      }
      text.line("x = torch.leaky_relu(x, 0.20000000000000001)");
      if (i < config.blocks() - 1) {
        text.line("x = torch.avg_pool2d(x, [2, 2])");
      }
      text.line("features%d = x", i);
      outputs.add("features" + i);
    }
    convolution(text, blocks, prefix + ".conv");
    outputs.add("x");
    text.line("return [%s]", String.join(", ", outputs));
    module.method(text.toString());
  }

  private void convolution(ScriptText text, TrainingBlocks blocks, String name) {
    String weight =
        config.spectralNorm()
            ? "self.spectral(%s, %s, %s)"
                .formatted(
                    blocks.weight(name + ".weight_orig"),
                    blocks.statistic(name + ".weight_u"),
                    blocks.statistic(name + ".weight_v"))
            : blocks.weight(name + ".weight");
    text.line("x = torch.conv2d(x, %s, %s)", weight, blocks.weight(name + ".bias"));
  }
}
