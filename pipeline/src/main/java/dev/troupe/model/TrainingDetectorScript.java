package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;

/**
 * The keypoint detector for training, a method {@code detect(weights, statistics, frames) -> (value
 * (N,K,2), jacobian (N,K,2,2) or (N,0,2,2))}.
 */
final class TrainingDetectorScript {
  private final NetworkConfig config;

  TrainingDetectorScript(NetworkConfig config) {
    this.config = config;
  }

  void append(ScriptModule.Builder module) {
    NetworkConfig.Detector detector = config.detector();
    ScriptText text =
        new ScriptText(
            "detect(self, weights: List[Tensor], statistics: List[Tensor], frames: Tensor)"
                + " -> Tuple[Tensor, Tensor]");
    TrainingBlocks blocks = new TrainingBlocks(text, FlatLayout.ofDetector(config));
    FrameSize map = config.heatMapSize();
    module.buffer("heat_grid", Grids.points(map.width(), map.height()));
    text.line("x = frames");
    text.line("n = torch.size(x, 0)");
    blocks.downsample("down.weight", detector.scaleFactor());
    blocks.hourglass("predictor.", detector.hourglass());
    if (config.hasJacobians()) {
      blocks.convolutions("kp", "jacobian", detector.pad());
    } else {
      blocks.convolution("kp", detector.pad());
    }
    int count = config.keypointCount();
    text.line("maps = torch.reshape(x, [n, torch.size(x, 1), -1])");
    text.line(
        "heat = torch.softmax(torch.div(torch.narrow(maps, 1, 0, %d), %s), 2)",
        count, Double.toString(detector.temperature()));
    text.line("value = torch.matmul(heat, self.heat_grid)");
    appendJacobians(text, count);
    text.line("return (value, jacobian)");
    module.method(text.toString());
  }

  private void appendJacobians(ScriptText text, int count) {
    if (!config.hasJacobians()) {
      text.line("jacobian = torch.reshape(torch.narrow(value, 1, 0, 0), [n, 0, 2, 2])");
      return;
    }
    int channels = config.jacobianChannels();
    text.line("linear = torch.narrow(maps, 1, %d, %d)", count, channels);
    if (config.detector().singleJacobianMap()) {
      text.line("elements = torch.matmul(heat, torch.transpose(linear, 1, 2))");
    } else {
      text.line("linear = torch.reshape(linear, [n, %d, 4, -1])", count);
      text.line("elements = torch.matmul(linear, torch.unsqueeze(heat, 3))");
    }
    text.line("jacobian = torch.reshape(elements, [n, %d, 2, 2])", count);
  }
}
