package dev.troupe.model;

import dev.troupe.media.FrameSize;
import dev.troupe.torchscript.ScriptModule;

/**
 * The generator's first part as TorchScript: {@code forward(source) -> (encoding (N,C,h,w), small
 * (N,3,h',w'))}, all that generating frames needs of a source image.
 */
final class EncoderScript {
  private final NetworkConfig config;
  private final NetworkWeights weights;

  EncoderScript(NetworkConfig config, NetworkWeights weights) {
    this.config = config;
    this.weights = weights;
  }

  ScriptModule module() {
    ScriptModule.Builder module = ScriptModule.builder("AppearanceEncoder");
    PictureScript.appendPixels(module);
    BlockScript blocks = new BlockScript(module, weights);
    ScriptText text = new ScriptText("forward(self, source: Tensor) -> Tuple[Tensor, Tensor]");
    text.line("picture = self.pixels(source)");
    text.line("x = picture");
    blocks.downsample(text, "dense_motion_network.down.weight", config.denseMotion().scaleFactor());
    text.line("small = x");
    text.line("x = picture");
    FrameSize size = config.frameSize();
    blocks.enter(text, "first.conv");
    blocks.same(text, "first", 3, size);
    for (int i = 0; i < config.generator().downBlocks(); i++) {
      blocks.down(text, "down_blocks." + i, size);
      size = new FrameSize(size.width() / 2, size.height() / 2);
    }
    blocks.leave(text);
    text.line("return (torch.contiguous(x), small)");
    blocks.appendMethods();
    return module.method(text.toString()).build();
  }
}
