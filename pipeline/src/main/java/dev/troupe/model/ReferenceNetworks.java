package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;

/**
 * What the paper's implementation computes in the same way in training and in inference, as lines
 * of TorchScript: the keypoint detector, the layers before the deformation and those after it.
 */
final class ReferenceNetworks {
  private final NetworkConfig config;
  private final boolean alignCorners;

  ReferenceNetworks(NetworkConfig config, boolean alignCorners) {
    this.config = config;
    this.alignCorners = alignCorners;
  }

  /** Method {@code points}: the (x, y) of every pixel, (h,w,2). */
  void appendGrid(ScriptModule.Builder module) {
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

  /** From {@code frames} to {@code value} (N,K,2) and {@code jacobian} (N,K,2,2) or (N,0,2,2). */
  void detect(ScriptText text, ReferenceBlocks blocks) {
    NetworkConfig.Detector network = config.detector();
    text.line("x = frames");
    blocks.downsample(text, "down.weight", network.scaleFactor());
    blocks.hourglass(text, "predictor.", network.hourglass());
    text.line("features = x");
    blocks.convolution(text, "kp", network.pad());
    text.line("n, k, h, w = torch.size(x)");
    text.line("logits = torch.div(torch.reshape(x, [n, k, -1]), %s)", network.temperature());
    text.line("heat = torch.reshape(torch.softmax(logits, 2), [n, k, h, w, 1])");
    text.line("value = torch.sum(torch.mul(heat, self.points(h, w, x)), [2, 3])");
    if (config.hasJacobians()) {
      text.line("x = features");
      blocks.convolution(text, "jacobian", network.pad());
      text.line("maps = torch.reshape(x, [n, -1, 4, h, w])");
      text.line("weighted = torch.mul(torch.reshape(heat, [n, k, 1, h, w]), maps)");
      text.line("sums = torch.sum(torch.reshape(weighted, [n, k, 4, -1]), [3])");
      text.line("jacobian = torch.reshape(sums, [n, k, 2, 2])");
    } else {
      text.line("jacobian = torch.reshape(torch.narrow(value, 1, 0, 0), [n, 0, 2, 2])");
    }
  }

  /** From pictures {@code x} to the encoding that is deformed, {@code x} too. */
  void encode(ScriptText text, ReferenceBlocks blocks) {
    blocks.block(text, "first", 3);
    for (int i = 0; i < config.generator().downBlocks(); i++) {
      blocks.block(text, "down_blocks." + i, 1);
      text.line("x = torch.avg_pool2d(x, [2, 2], [2, 2])");
    }
  }

  /**
   * From the encoding {@code x}, {@code deformation} and {@code occlusion} to the prediction before
   * its sigmoid, {@code x} too.
   */
  void decode(ScriptText text, ReferenceBlocks blocks) {
    NetworkConfig.Generator network = config.generator();
    text.line("x = %s", deformed("x", config.encodingSize()));
    if (network.estimateOcclusion()) {
      text.line("x = torch.mul(x, %s)", resized("occlusion", config.encodingSize()));
    }
    for (int i = 0; i < network.bottleneckBlocks(); i++) {
      blocks.residual(text, "bottleneck.r" + i);
    }
    for (int i = 0; i < network.downBlocks(); i++) {
      blocks.up(text, "up_blocks." + i);
    }
    blocks.convolution(text, "final", 3);
  }

  /** A picture of this size, moved by {@code deformation} (N,h,w,2), which may be of another. */
  String deformed(String picture, FrameSize size) {
    String planes = resized("torch.permute(deformation, [0, 3, 1, 2])", size);
    return sampled(picture, "torch.permute(%s, [0, 2, 3, 1])".formatted(planes));
  }

  String sampled(String picture, String grid) {
    return SamplingText.sampled(picture, grid, alignCorners);
  }

  private String resized(String picture, FrameSize size) {
    return SamplingText.resized(picture, config.motionSize(), size);
  }
}
