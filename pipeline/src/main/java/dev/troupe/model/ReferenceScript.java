package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;
import java.util.Collections;
import java.util.List;

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
  private final boolean alignCorners;
  private final ScriptModule.Builder module = ScriptModule.builder("Reference");
  private final ReferenceBlocks detector;
  private final ReferenceBlocks generator;

  ReferenceScript(NetworkConfig config, NetworkWeights.Both weights, boolean alignCorners) {
    this.config = config;
    this.alignCorners = alignCorners;
    this.detector = new ReferenceBlocks(module, weights.detector(), "detector_");
    this.generator = new ReferenceBlocks(module, weights.generator(), "generator_");
  }

  ScriptModule module() {
    appendGrid(module);
    appendDetector();
    appendMotion();
    appendMasks();
    appendForward();
    return module.build();
  }

  /** Method {@code points}: the (x, y) of every pixel, (h,w,2). */
  static void appendGrid(ScriptModule.Builder module) {
    ScriptText text = new ScriptText("points(self, h: int, w: int, like: Tensor) -> Tensor");
    text.line("first = torch.select(torch.reshape(like, [-1]), 0, 0)");
    text.line("ones = torch.reshape(torch.zeros_like(first), [1, 1])");
    text.line("ones = torch.add(torch.expand(ones, [h, w]), 1.)");
    text.line("x = torch.sub(torch.cumsum(ones, 1), 1.)");
    text.line("y = torch.sub(torch.cumsum(ones, 0), 1.)");
    text.line("x = torch.sub(torch.mul(torch.div(x, torch.sub(w, 1)), 2.), 1.)");
    text.line("y = torch.sub(torch.mul(torch.div(y, torch.sub(h, 1)), 2.), 1.)");
    text.line("return torch.stack([x, y], 2)");
    module.method(text.toString());
  }

  private void appendDetector() {
    NetworkConfig.Detector network = config.detector();
    ScriptText text = new ScriptText("detect(self, frames: Tensor) -> Tuple[Tensor, Tensor]");
    text.line("x = frames");
    detector.downsample(text, "down.weight", network.scaleFactor());
    detector.hourglass(text, "predictor.", network.hourglass());
    text.line("features = x");
    detector.convolution(text, "kp", network.pad());
    text.line("n, k, h, w = torch.size(x)");
    text.line("logits = torch.div(torch.reshape(x, [n, k, -1]), %s)", network.temperature());
    text.line("heat = torch.reshape(torch.softmax(logits, 2), [n, k, h, w, 1])");
    text.line("value = torch.sum(torch.mul(heat, self.points(h, w, x)), [2, 3])");
    if (config.hasJacobians()) {
      text.line("x = features");
      detector.convolution(text, "jacobian", network.pad());
      text.line("maps = torch.reshape(x, [n, -1, 4, h, w])");
      text.line("weighted = torch.mul(maps, torch.reshape(heat, [n, k, 1, h, w]))");
      text.line("jacobian = torch.reshape(torch.sum(weighted, [3, 4]), [n, k, 2, 2])");
    } else {
      text.line("jacobian = torch.reshape(torch.narrow(value, 1, 0, 0), [n, 0, 2, 2])");
    }
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
    text.line("warps = [%s]", sampled("small", "motions[0]"));
    text.line("inputs = [torch.unsqueeze(heats[0], 1), warps[0]]");
    text.line("for j in range(1, %d):", motions).in();
    text.line("warps = torch.append(warps, %s)", sampled("small", "motions[j]"));
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
    NetworkConfig.Generator network = config.generator();
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
    generator.block(text, "first", 3);
    for (int i = 0; i < network.downBlocks(); i++) {
      generator.block(text, "down_blocks." + i, 1);
      text.line("x = torch.avg_pool2d(x, [2, 2], [2, 2])");
    }
    text.line("encoding = x");
    FrameSize size = config.encodingSize();
    text.line("x = %s", sampled("x", resizedGrid(size)));
    if (network.estimateOcclusion()) {
      text.line("x = torch.mul(x, %s)", resized("occlusion", size));
    }
    appendDecoding(text, network);
    text.line("deformed = %s", sampled("pictures", resizedGrid(config.frameSize())));
    text.line(
        "return (value, jacobian, encoding, small, torch.sigmoid(x), mask, deformation,"
            + " occlusion, warps, deformed)");
    module.method(text.toString());
  }

  private void appendDecoding(ScriptText text, NetworkConfig.Generator network) {
    for (int i = 0; i < network.bottleneckBlocks(); i++) {
      generator.residual(text, "bottleneck.r" + i);
    }
    for (int i = 0; i < network.downBlocks(); i++) {
      generator.up(text, "up_blocks." + i);
    }
    generator.convolution(text, "final", 3);
  }

  private String resizedGrid(FrameSize size) {
    String planes = resized("torch.permute(deformation, [0, 3, 1, 2])", size);
    return "torch.permute(%s, [0, 2, 3, 1])".formatted(planes);
  }

  private String resized(String picture, FrameSize size) {
    return size.equals(config.motionSize())
        ? picture
        : "torch.upsample_bilinear2d(%s, [%d, %d], False)"
            .formatted(picture, size.height(), size.width());
  }

  private String sampled(String picture, String grid) {
    List<Object> arguments = List.of(picture, grid, DenseMotionScript.python(alignCorners));
    return "torch.grid_sampler(%s, %s, 0, 0, %s)".formatted(arguments.toArray());
  }
}
