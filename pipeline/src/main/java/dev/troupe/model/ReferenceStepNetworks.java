package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;

/**
 * Detector, dense motion and generator as the paper's implementation trains them: each convolution
 * for itself, every formula over whole pictures. Methods
 *
 * <ul>
 *   <li>{@code detect(weights, statistics, frames) -> (value, jacobian)};
 *   <li>{@code generate(weights, statistics, source, source_value, source_jacobian, driving_value,
 *       driving_jacobian) -> (prediction, the source deformed)}.
 * </ul>
 *
 * Weights and statistics are lists of tensors in the order of a {@link FlatLayout}.
 */
final class ReferenceStepNetworks {
  private static final String MOTION = "dense_motion_network.";

  private final NetworkConfig config;
  private final ReferenceNetworks networks;

  ReferenceStepNetworks(NetworkConfig config, boolean alignCorners) {
    this.config = config;
    this.networks = new ReferenceNetworks(config, alignCorners);
  }

  void append(ScriptModule.Builder module) {
    networks.appendGrid(module);
    appendDetector(module);
    appendHeatMaps(module);
    appendMotions(module);
    appendDenseMotion(module);
    appendGenerator(module);
  }

  /** Blocks on the lists of tensors, in training mode. */
  private static ReferenceBlocks blocks(FlatLayout layout) {
    return new ReferenceBlocks(
        name ->
            layout.parameters().has(name)
                ? "weights[%d]".formatted(layout.parameters().slot(name).index())
                : "statistics[%d]".formatted(layout.statistics().slot(name).index()),
        true);
  }

  private void appendDetector(ScriptModule.Builder module) {
    ScriptText text =
        new ScriptText(
            "detect(self, weights: List[Tensor], statistics: List[Tensor], frames: Tensor)"
                + " -> Tuple[Tensor, Tensor]");
    networks.detect(text, blocks(FlatLayout.ofDetector(config)));
    text.line("return (value, jacobian)");
    module.method(text.toString());
  }

  /** Gaussians around keypoints (N,K,2): (N,K,h,w). */
  private static void appendHeatMaps(ScriptModule.Builder module) {
    ScriptText text =
        new ScriptText("gaussians(self, value: Tensor, h: int, w: int, variance: float) -> Tensor");
    text.line("n, k, two = torch.size(value)");
    text.line("grid = torch.repeat(self.points(h, w, value), [n, k, 1, 1, 1])");
    text.line("away = torch.sub(grid, torch.reshape(value, [n, k, 1, 1, 2]))");
    text.line("square = torch.sum(torch.pow(away, 2), [-1])");
    text.line("return torch.exp(torch.div(torch.mul(square, -0.5), variance))");
    module.method(text.toString());
  }

  /** Every motion of every pixel: (N,K+1,h,w,2). */
  private void appendMotions(ScriptModule.Builder module) {
    ScriptText text =
        new ScriptText(
            "motions(self, h: int, w: int, source_value: Tensor, source_jacobian: Tensor,"
                + " driving_value: Tensor, driving_jacobian: Tensor) -> Tensor");
    text.line("n, k, two = torch.size(driving_value)");
    text.line("still = torch.reshape(self.points(h, w, driving_value), [1, 1, h, w, 2])");
    text.line("grid = torch.sub(still, torch.reshape(driving_value, [n, k, 1, 1, 2]))");
    if (config.hasJacobians()) {
      text.line("change = torch.matmul(source_jacobian, torch.inverse(driving_jacobian))");
      text.line("change = torch.unsqueeze(torch.unsqueeze(change, -3), -3)");
      text.line("change = torch.repeat(change, [1, 1, h, w, 1, 1])");
      text.line("grid = torch.squeeze(torch.matmul(change, torch.unsqueeze(grid, -1)), -1)");
    }
    text.line("moved = torch.add(grid, torch.reshape(source_value, [n, k, 1, 1, 2]))");
    text.line("return torch.cat([torch.repeat(still, [n, 1, 1, 1, 1]), moved], 1)");
    module.method(text.toString());
  }

  private void appendDenseMotion(ScriptModule.Builder module) {
    int motions = config.keypointCount() + 1;
    ReferenceBlocks blocks = blocks(FlatLayout.ofGenerator(config));
    ScriptText text =
        new ScriptText(
            "dense(self, weights: List[Tensor], statistics: List[Tensor], source: Tensor,"
                + " source_value: Tensor, source_jacobian: Tensor, driving_value: Tensor,"
                + " driving_jacobian: Tensor) -> Tuple[Tensor, Tensor]");
    text.line("x = source");
    blocks.downsample(text, MOTION + "down.weight", config.denseMotion().scaleFactor());
    text.line("n, c, h, w = torch.size(x)");
    String variance = Double.toString(config.denseMotion().keypointVariance());
    text.line(
        "heat = torch.sub(self.gaussians(driving_value, h, w, %s), self.gaussians(source_value, h,"
            + " w, %s))",
        variance, variance);
    text.line("nothing = torch.zeros_like(torch.narrow(heat, 1, 0, 1))");
    text.line("heat = torch.unsqueeze(torch.cat([nothing, heat], 1), 2)");
    text.line(
        "motions = self.motions(h, w, source_value, source_jacobian, driving_value,"
            + " driving_jacobian)");
    text.line("copies = torch.repeat(torch.unsqueeze(x, 1), [1, %d, 1, 1, 1])", motions);
    text.line("copies = torch.reshape(copies, [-1, c, h, w])");
    text.line("warps = %s", networks.sampled("copies", "torch.reshape(motions, [-1, h, w, 2])"));
    text.line("warps = torch.reshape(warps, [n, %d, c, h, w])", motions);
    text.line("x = torch.reshape(torch.cat([heat, warps], 2), [n, -1, h, w])");
    blocks.hourglass(text, MOTION + "hourglass.", config.denseMotion().hourglass());
    text.line("features = x");
    blocks.convolution(text, MOTION + "mask", 3);
    text.line("mask = torch.unsqueeze(torch.softmax(x, 1), 2)");
    text.line("planes = torch.permute(motions, [0, 1, 4, 2, 3])");
    text.line("deformation = torch.sum(torch.mul(planes, mask), [1])");
    text.line("occlusion = torch.ones_like(torch.narrow(x, 1, 0, 1))");
    if (config.generator().estimateOcclusion()) {
      text.line("x = features");
      blocks.convolution(text, MOTION + "occlusion", 3);
      text.line("occlusion = torch.sigmoid(x)");
    }
    text.line("return (torch.permute(deformation, [0, 2, 3, 1]), occlusion)");
    module.method(text.toString());
  }

  private void appendGenerator(ScriptModule.Builder module) {
    ReferenceBlocks blocks = blocks(FlatLayout.ofGenerator(config));
    ScriptText text =
        new ScriptText(
            "generate(self, weights: List[Tensor], statistics: List[Tensor], source: Tensor,"
                + " source_value: Tensor, source_jacobian: Tensor, driving_value: Tensor,"
                + " driving_jacobian: Tensor) -> Tuple[Tensor, Tensor]");
    text.line("x = source");
    networks.encode(text, blocks);
    text.line(
        "deformation, occlusion = self.dense(weights, statistics, source, source_value,"
            + " source_jacobian, driving_value, driving_jacobian)");
    networks.decode(text, blocks);
    // Made and not used by any loss, as there.
    text.line("deformed = %s", networks.deformed("source", config.frameSize()));
    text.line("return (torch.sigmoid(x), deformed)");
    module.method(text.toString());
  }
}
