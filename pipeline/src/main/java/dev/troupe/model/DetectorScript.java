package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;
import dev.troupe.torchscript.TensorData;

/**
 * The keypoint detector as TorchScript: {@code forward(frames) -> (value (N,K,2), jacobian
 * (N,K,2,2))}; the second is (N,0,2,2) where the model has no Jacobians.
 */
final class DetectorScript {
  private final NetworkConfig config;
  private final NetworkWeights weights;

  DetectorScript(NetworkConfig config, NetworkWeights weights) {
    this.config = config;
    this.weights = weights;
  }

  ScriptModule module() {
    ScriptModule.Builder module = ScriptModule.builder("KeypointDetector");
    PictureScript.appendPixels(module);
    BlockScript blocks = new BlockScript(module, weights);
    ScriptText text = new ScriptText("forward(self, frames: Tensor) -> Tuple[Tensor, Tensor]");
    text.line("x = self.pixels(frames)");
    text.line("n = torch.size(x, 0)");
    NetworkConfig.Detector detector = config.detector();
    blocks.downsample(text, "down.weight", detector.scaleFactor());
    blocks.enter(text, "kp");
    blocks.hourglass(
        text, "predictor.", detector.hourglass(), NetworkConfig.CHANNELS, config.detectorSize());
    text.line("features = x");
    appendHeatMaps(text, blocks);
    appendJacobians(text, blocks);
    text.line("return (value, jacobian)");
    blocks.appendMethods();
    return module.method(text.toString()).build();
  }

  /** The temperature is part of the last convolution. */
  private void appendHeatMaps(ScriptText text, BlockScript blocks) {
    FrameSize map = config.heatMapSize();
    blocks.buffer("grid", Grids.points(map.width(), map.height()));
    Convolutions.Padding padding = Convolutions.Padding.all(config.detector().pad());
    FrameSize size = config.detectorSize();
    blocks.apply(text, "kp", cooled("kp.weight"), cooled("kp.bias"), padding, size);
    blocks.leave(text);
    text.line("heat = torch.softmax(torch.reshape(x, [n, %d, -1]), 2)", config.keypointCount());
    text.line("value = torch.matmul(heat, self.grid)");
  }

  private TensorData cooled(String name) {
    TensorData tensor = weights.tensor(name);
    double temperature = config.detector().temperature();
    return TensorData.lazy(
        tensor.shape(),
        () -> {
          float[] values = tensor.floats();
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / temperature);
          }
          return values;
        });
  }

  private void appendJacobians(ScriptText text, BlockScript blocks) {
    int count = config.keypointCount();
    if (!config.hasJacobians()) {
      text.line("jacobian = torch.reshape(torch.narrow(value, 1, 0, 0), [n, 0, 2, 2])");
      return;
    }
    text.line("x = features");
    TensorData weight = weights.tensor("jacobian.weight");
    Convolutions.Padding padding = Convolutions.Padding.all(config.detector().pad());
    blocks.apply(
        text, "jacobian", weight, weights.tensor("jacobian.bias"), padding, config.detectorSize());
    blocks.leave(text);
    if (config.detector().singleJacobianMap()) {
      text.line("maps = torch.transpose(torch.reshape(x, [n, 4, -1]), 1, 2)");
      text.line("elements = torch.matmul(heat, maps)");
    } else {
      text.line("maps = torch.reshape(x, [n, %d, 4, -1])", count);
      text.line("elements = torch.matmul(maps, torch.unsqueeze(heat, 3))");
    }
    text.line("jacobian = torch.reshape(elements, [n, %d, 2, 2])", count);
  }
}
