package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;

/**
 * The generator from a ready appearance encoding on, as TorchScript: for frames alone, or with
 * everything that is worth drawing.
 */
final class GeneratorScript {
  private static final String KEYPOINT_ARGUMENTS =
      "encoding: Tensor, small: Tensor, source_value: Tensor, source_jacobian: Tensor,"
          + " driving_value: Tensor, driving_jacobian: Tensor";
  private static final String MOTION =
      "mask, deformation, occlusion, warps = self.dense_motion(small, source_value,"
          + " source_jacobian, driving_value, driving_jacobian)";

  private final NetworkConfig config;
  private final NetworkWeights weights;
  private final boolean alignCorners;

  GeneratorScript(NetworkConfig config, NetworkWeights weights, boolean alignCorners) {
    this.config = config;
    this.weights = weights;
    this.alignCorners = alignCorners;
  }

  /** {@code forward(...) -> (frames uint8 (N,H,W,3), prediction (N,3,H,W), occluded (N))}. */
  ScriptModule frames() {
    ScriptModule.Builder module = ScriptModule.builder("FrameGenerator");
    appendNetworks(module);
    ScriptText text =
        new ScriptText(
            "forward(self, %s) -> Tuple[Tensor, Tensor, Tensor]".formatted(KEYPOINT_ARGUMENTS));
    text.line(MOTION);
    text.line("prediction = self.decode(encoding, deformation, occlusion)");
    text.line("occluded = torch.sub(1., torch.mean(occlusion, [1, 2, 3]))");
    text.line("return (self.picture(prediction), prediction, occluded)");
    return module.method(text.toString()).build();
  }

  /**
   * {@code forward(source, ...) -> (frames, prediction, mask, deformation, occlusion, warps,
   * deformed)}.
   */
  ScriptModule visualizer() {
    ScriptModule.Builder module = ScriptModule.builder("Visualizer");
    appendNetworks(module);
    PictureScript.appendPixels(module);
    ScriptText text =
        new ScriptText(
            "forward(self, source: Tensor, %s) -> Tuple[%s]"
                .formatted(
                    KEYPOINT_ARGUMENTS, "Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor"));
    text.line(MOTION);
    text.line("prediction = self.decode(encoding, deformation, occlusion)");
    text.line("n = torch.size(deformation, 0)");
    text.line("wide = deformation");
    FrameSize size = config.frameSize();
    appendResizedGrid(text, "wide", size);
    text.line(
        "source_n = torch.expand(self.pixels(source), [n, 3, %d, %d])",
        size.height(), size.width());
    text.line("deformed = %s", SamplingText.sampled("source_n", "wide", alignCorners));
    text.line(
        "return (self.picture(prediction), prediction, mask, deformation, occlusion, warps,"
            + " deformed)");
    return module.method(text.toString()).build();
  }

  private void appendNetworks(ScriptModule.Builder module) {
    BlockScript blocks = new BlockScript(module, weights);
    new DenseMotionScript(config, alignCorners, blocks).append();
    appendDecoder(module, blocks);
    blocks.appendMethods();
    PictureScript.appendPicture(module);
  }

  /** Method {@code decode}: warps and dims the encoding, then draws the picture. */
  private void appendDecoder(ScriptModule.Builder module, BlockScript blocks) {
    NetworkConfig.Generator generator = config.generator();
    FrameSize size = config.encodingSize();
    ScriptText text =
        new ScriptText(
            "decode(self, encoding: Tensor, deformation: Tensor, occlusion: Tensor) -> Tensor");
    text.line("grid = deformation");
    appendResizedGrid(text, "grid", size);
    text.line("visible = torch.select(occlusion, 1, 0)");
    if (!size.equals(config.motionSize())) {
      text.line("visible = torch.select(%s, 1, 0)", resized("occlusion", size));
    }
    text.line("x = self.fetched(encoding, grid, visible)");
    new EncodingSampling(size, alignCorners).append(module);
    if (generator.bottleneckBlocks() > 0) {
      blocks.enter(text, "bottleneck.r0.conv1");
    } else if (generator.downBlocks() > 0) {
      blocks.enter(text, "up_blocks.0");
    }
    for (int i = 0; i < generator.bottleneckBlocks(); i++) {
      blocks.residual(text, "bottleneck.r" + i, size);
    }
    for (int i = 0; i < generator.downBlocks(); i++) {
      blocks.up(text, "up_blocks." + i, 0, size);
      size = new FrameSize(size.width() * 2, size.height() * 2);
    }
    blocks.leave(text);
    new FinalConvolution(weights).append(blocks, text, size);
    text.line("return torch.sigmoid_(torch.contiguous(x))");
    module.method(text.toString());
  }

  private void appendResizedGrid(ScriptText text, String name, FrameSize size) {
    if (!size.equals(config.motionSize())) {
      String planes = "torch.permute(%s, [0, 3, 1, 2])".formatted(name);
      text.line("%s = torch.permute(%s, [0, 2, 3, 1])", name, resized(planes, size));
    }
  }

  private String resized(String picture, FrameSize size) {
    return SamplingText.resized(picture, config.motionSize(), size);
  }
}
