package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;

/**
 * The keypoint detector for training, a method {@code detect(weights, statistics, frames) -> (value
 * (N,K,2), jacobian (N,K,2,2) or (N,0,2,2))}.
 */
final class TrainingDetectorScript {
  private final NetworkConfig config;
  private final TrainingScript.Arithmetic arithmetic;

  TrainingDetectorScript(NetworkConfig config, TrainingScript.Arithmetic arithmetic) {
    this.config = config;
    this.arithmetic = arithmetic;
  }

  void append(ScriptModule.Builder module) {
    NetworkConfig.Detector detector = config.detector();
    ScriptText text =
        new ScriptText(
            "detect(self, weights: List[Tensor], statistics: List[Tensor], frames: Tensor)"
                + " -> Tuple[Tensor, Tensor]");
    TrainingBlocks blocks = new TrainingBlocks(text, FlatLayout.ofDetector(config), arithmetic);
    FrameSize map = config.heatMapSize();
    module.buffer("heat_grid", Grids.points(map.width(), map.height()));
    text.line("x = frames");
    text.line("n = torch.size(x, 0)");
    blocks.downsample("down.weight", detector.scaleFactor());
    blocks.enter();
    blocks.hourglass("predictor.", detector.hourglass());
    appendMaps(text, blocks);
    int count = config.keypointCount();
    text.line("logits = torch.reshape(logits, [n, %d, -1])", count);
    String temperature = Double.toString(detector.temperature());
    text.line("heat = torch.softmax(torch.div(logits, %s), 2)", temperature);
    text.line("value = torch.matmul(heat, self.heat_grid)");
    appendJacobians(text, count);
    text.line("return (value, jacobian)");
    module.method(text.toString());
  }

  /** The temperature makes much of small differences: the logits are always float32. */
  private void appendMaps(ScriptText text, TrainingBlocks blocks) {
    int count = config.keypointCount();
    int pad = config.detector().pad();
    if (arithmetic.half() && config.hasJacobians()) {
      text.line("features = x");
      blocks.convolution("jacobian", pad);
      blocks.leave();
      text.line("linear = torch.reshape(x, [n, %d, -1])", config.jacobianChannels());
      text.line("x = features");
      blocks.leave();
      blocks.preciseConvolution("kp", pad);
      text.line("logits = x");
    } else if (config.hasJacobians()) {
      blocks.convolutions("kp", "jacobian", pad);
      text.line("logits = torch.narrow(x, 1, 0, %d)", count);
      text.line("linear = torch.narrow(x, 1, %d, %d)", count, config.jacobianChannels());
      text.line("linear = torch.reshape(linear, [n, %d, -1])", config.jacobianChannels());
    } else {
      blocks.leave();
      blocks.preciseConvolution("kp", pad);
      text.line("logits = x");
    }
  }

  private void appendJacobians(ScriptText text, int count) {
    if (!config.hasJacobians()) {
      text.line("jacobian = torch.reshape(torch.narrow(value, 1, 0, 0), [n, 0, 2, 2])");
      return;
    }
    if (config.detector().singleJacobianMap()) {
      text.line("elements = torch.matmul(heat, torch.transpose(linear, 1, 2))");
    } else {
      text.line("linear = torch.reshape(linear, [n, %d, 4, -1])", count);
      text.line("elements = torch.matmul(linear, torch.unsqueeze(heat, 3))");
    }
    text.line("jacobian = torch.reshape(elements, [n, %d, 2, 2])", count);
  }
}
