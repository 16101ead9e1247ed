package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;
import java.util.Collections;

/**
 * The whole model as TorchScript, formula by formula and without any shortcut: batch norms as such,
 * loops over keypoints, matrix inverses by PyTorch, the source encoded again for every frame. What
 * a package is proved against.
 *
 * <p>Methods {@code detect(frames)} and {@code forward(source, driving, source_value,
 * source_jacobian, driving_value, driving_jacobian)}; pictures are float32 (N,3,H,W) in [0, 1].
 * {@code forward} gives (detected value, detected Jacobian, encoding, small, prediction, mask,
 * deformation, occlusion, warps, deformed).
 */
final class ReferenceScript {
  private final NetworkConfig config;
  private final ReferenceNetworks networks;
  private final ScriptModule.Builder module = ScriptModule.builder("Reference");
  private final ReferenceBlocks detector;
  private final ReferenceBlocks generator;

  ReferenceScript(NetworkConfig config, NetworkWeights.Both weights, boolean alignCorners) {
    this.config = config;
    this.networks = new ReferenceNetworks(config, alignCorners);
    this.detector = new ReferenceBlocks(module, weights.detector(), "detector_");
    this.generator = new ReferenceBlocks(module, weights.generator(), "generator_");
  }

  ScriptModule module() {
    networks.appendGrid(module);
    appendDetector();
    appendMotion();
    appendMasks();
    appendForward();
    return module.build();
  }

  private void appendDetector() {
    ScriptText text = new ScriptText("detect(self, frames: Tensor) -> Tuple[Tensor, Tensor]");
    networks.detect(text, detector);
    text.line("return (value, jacobian)");
    module.method(text.toString());
  }

  /** One keypoint's heat map (N,1,h,w) and motion (N,h,w,2). */
  private void appendMotion() {
    ScriptText heat = new ScriptText("gauss(self, grid: Tensor, value: Tensor) -> Tensor");
    heat.line("away = torch.sub(grid, torch.reshape(value, [-1, 1, 1, 2]))");
    heat.line("square = torch.sum(torch.mul(away, away), [3])");
    heat.line(
        "return torch.exp(torch.mul(square, %s))",
        Double.toString(-0.5 / config.denseMotion().keypointVariance()));
    module.method(heat.toString());
    ScriptText text =
        new ScriptText(
            "motion(self, grid: Tensor, source_value: Tensor, source_jacobian: Tensor,"
                + " driving_value: Tensor, driving_jacobian: Tensor, i: int) -> Tensor");
    text.line("d = torch.reshape(torch.select(driving_value, 1, i), [-1, 1, 1, 2])");
    text.line("s = torch.reshape(torch.select(source_value, 1, i), [-1, 1, 1, 2])");
    text.line("away = torch.sub(grid, d)");
    if (config.hasJacobians()) {
      text.line("back = torch.inverse(torch.select(driving_jacobian, 1, i))");
      text.line("change = torch.matmul(torch.select(source_jacobian, 1, i), back)");
      text.line("change = torch.reshape(change, [-1, 1, 1, 2, 2])");
      text.line("away = torch.squeeze(torch.matmul(change, torch.unsqueeze(away, -1)), -1)");
    }
    text.line("return torch.add(away, s)");
    module.method(text.toString());
  }

  /** Steps 1 to 5 of dense motion. */
  private void appendMasks() {
    String network = "dense_motion_network.";
    int motions = config.keypointCount() + 1;
    ScriptText text =
        new ScriptText(
            "masks(self, small: Tensor, source_value: Tensor, source_jacobian: Tensor,"
                + " driving_value: Tensor, driving_jacobian: Tensor)"
                + " -> Tuple[Tensor, Tensor, Tensor, Tensor]");
    text.line("n, c, h, w = torch.size(small)");
    text.line("grid = self.points(h, w, small)");
    text.line("motions = [torch.expand(grid, [n, h, w, 2])]");
    text.line("heats = [torch.zeros_like(torch.select(small, 1, 0))]");
    text.line("for i in range(%d):", config.keypointCount()).in();
    text.line(
        "motions = torch.append(motions, self.motion(grid, source_value, source_jacobian,"
            + " driving_value, driving_jacobian, i))");
    text.line(
        "heats = torch.append(heats, torch.sub(self.gauss(grid, torch.select(driving_value, 1,"
            + " i)), self.gauss(grid, torch.select(source_value, 1, i))))");
    text.out();
    text.line("warps = [%s]", networks.sampled("small", "motions[0]"));
    text.line("inputs = [torch.unsqueeze(heats[0], 1), warps[0]]");
    text.line("for j in range(1, %d):", motions).in();
    text.line("warps = torch.append(warps, %s)", networks.sampled("small", "motions[j]"));
    text.line("inputs = torch.append(inputs, torch.unsqueeze(heats[j], 1))");
    text.line("inputs = torch.append(inputs, warps[j])").out();
    text.line("x = torch.cat(inputs, 1)");
    generator.hourglass(text, network + "hourglass.", config.denseMotion().hourglass());
    text.line("features = x");
    generator.convolution(text, network + "mask", 3);
    text.line("mask = torch.softmax(x, 1)");
    text.line("weighted = torch.mul(torch.unsqueeze(mask, 4), torch.stack(motions, 1))");
    text.line("occlusion = torch.ones_like(torch.narrow(x, 1, 0, 1))");
    if (config.generator().estimateOcclusion()) {
      text.line("x = features");
      generator.convolution(text, network + "occlusion", 3);
      text.line("occlusion = torch.sigmoid(x)");
    }
    text.line("return (mask, torch.sum(weighted, [1]), occlusion, torch.stack(warps, 1))");
    module.method(text.toString());
  }

  private void appendForward() {
    ScriptText text =
        new ScriptText(
            "forward(self, source: Tensor, driving: Tensor, source_value: Tensor,"
                + " source_jacobian: Tensor, driving_value: Tensor, driving_jacobian: Tensor)"
                + " -> Tuple[%s]".formatted(String.join(", ", Collections.nCopies(10, "Tensor"))));
    text.line("value, jacobian = self.detect(driving)");
    text.line("n = torch.size(driving_value, 0)");
    text.line("pictures = torch.repeat(source, [n, 1, 1, 1])");
    text.line("x = pictures");
    generator.downsample(
        text, "dense_motion_network.down.weight", config.denseMotion().scaleFactor());
    text.line("small = x");
    text.line(
        "mask, deformation, occlusion, warps = self.masks(small, source_value,"
            + " source_jacobian, driving_value, driving_jacobian)");
    text.line("x = pictures");
    networks.encode(text, generator);
    text.line("encoding = x");
    networks.decode(text, generator);
    text.line("deformed = %s", networks.deformed("pictures", config.frameSize()));
    text.line(
        "return (value, jacobian, encoding, small, torch.sigmoid(x), mask, deformation,"
            + " occlusion, warps, deformed)");
    module.method(text.toString());
  }
}
