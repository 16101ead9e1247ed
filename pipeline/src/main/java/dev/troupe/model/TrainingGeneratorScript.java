package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;

/**
 * Dense motion and generator for training, a method {@code generate(weights, statistics, source,
 * source_value, source_jacobian, driving_value, driving_jacobian) -> prediction (N,3,H,W)}: one
 * source per driving frame.
 */
final class TrainingGeneratorScript {
  private static final String MOTION = "dense_motion_network.";

  private final NetworkConfig config;
  private final boolean alignCorners;
  private final ScriptText text =
      new ScriptText(
          "generate(self, weights: List[Tensor], statistics: List[Tensor], source: Tensor,"
              + " source_value: Tensor, source_jacobian: Tensor, driving_value: Tensor,"
              + " driving_jacobian: Tensor) -> Tensor");
  private final TrainingBlocks blocks;

  TrainingGeneratorScript(
      NetworkConfig config, boolean alignCorners, TrainingScript.Arithmetic arithmetic) {
    this.config = config;
    this.alignCorners = alignCorners;
    this.blocks = new TrainingBlocks(text, FlatLayout.ofGenerator(config), arithmetic);
  }

  void append(ScriptModule.Builder module) {
    MotionFormulas formulas = new MotionFormulas(config, text);
    formulas.appendGrids(module);
    text.line("n = torch.size(source, 0)");
    text.line("x = source");
    blocks.downsample(MOTION + "down.weight", config.denseMotion().scaleFactor());
    text.line("small = x");
    formulas.append();
    appendMotion();
    appendEncoding();
    appendDecoding();
    text.line("return torch.sigmoid(x)");
    module.method(text.toString());
  }

  /** All K+1 warps of each small source in one sampling, then the maps. */
  private void appendMotion() {
    FrameSize size = config.motionSize();
    int motions = config.keypointCount() + 1;
    String all = "[torch.mul(n, %d), %%s]".formatted(motions);
    String sides = size.height() + ", " + size.width();
    text.line(
        "grids = torch.reshape(torch.stack([motion_x, motion_y], -1), %s)",
        all.formatted(sides + ", 2"));
    text.line(
        "copies = torch.reshape(torch.expand(torch.unsqueeze(small, 1), [n, %d, 3, %s]), %s)",
        motions, sides, all.formatted("3, " + sides));
    text.line("warped = %s", SamplingText.sampled("copies", "grids", alignCorners));
    text.line("warps = torch.reshape(warped, [n, %d, 3, %s])", motions, sides);
    text.line(
        "x = torch.reshape(torch.cat([torch.unsqueeze(heat, 2), warps], 2), [n, %d, %s])",
        config.motionChannels(), sides);
    blocks.enter();
    blocks.hourglass(MOTION + "hourglass.", config.denseMotion().hourglass());
    if (config.generator().estimateOcclusion()) {
      blocks.convolutions(MOTION + "mask", MOTION + "occlusion", 3);
      blocks.leave();
      text.line("occlusion = torch.sigmoid(torch.narrow(x, 1, %d, 1))", motions);
    } else {
      blocks.convolution(MOTION + "mask", 3);
      blocks.leave();
    }
    text.line("mask = torch.softmax(torch.narrow(x, 1, 0, %d), 1)", motions);
    text.line("deformation_x = torch.sum(torch.mul(mask, motion_x), [1])");
    text.line("deformation_y = torch.sum(torch.mul(mask, motion_y), [1])");
  }

  private void appendEncoding() {
    text.line("x = source");
    blocks.enter();
    blocks.block("first", 3);
    for (int i = 0; i < config.generator().downBlocks(); i++) {
      blocks.down("down_blocks." + i);
    }
    blocks.leave();
    text.line("planes = torch.stack([deformation_x, deformation_y], 1)");
    String grid = "torch.permute(%s, [0, 2, 3, 1])".formatted(resized("planes"));
    text.line("x = %s", SamplingText.sampled("x", grid, alignCorners));
    if (config.generator().estimateOcclusion()) {
      text.line("x = torch.mul(x, %s)", resized("occlusion"));
    }
  }

  private void appendDecoding() {
    blocks.enter();
    for (int i = 0; i < config.generator().bottleneckBlocks(); i++) {
      blocks.residual("bottleneck.r" + i);
    }
    for (int i = 0; i < config.generator().downBlocks(); i++) {
      blocks.up("up_blocks." + i);
    }
    blocks.convolution("final", 3);
    blocks.leave();
  }

  private String resized(String maps) {
    return SamplingText.resized(maps, config.motionSize(), config.encodingSize());
  }
}
