package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;

/** TorchScript between pictures as the pipeline has them and as the networks want them. */
final class PictureScript {
  private PictureScript() {}

  /**
   * Method {@code pixels}: uint8 (N,H,W,3) blue first to float32 (N,3,H,W) red first in [0, 1];
   * float32 pictures are taken as they are. (Type 0 is uint8, type 6 float32.)
   */
  static void appendPixels(ScriptModule.Builder module) {
    ScriptText text = new ScriptText("pixels(self, frames: Tensor) -> Tensor");
    text.line("x = frames");
    text.line("if torch.eq(ops.prim.dtype(frames), 0):").in();
    text.line("x = torch.flip(torch.permute(frames, [0, 3, 1, 2]), [1])");
    text.line("x = torch.div(torch.to(torch.contiguous(x), 6), 255.)").out();
    text.line("return x");
    module.method(text.toString());
  }

  /**
   * Method {@code picture}: float32 (N,3,H,W) red first in [0, 1] to uint8 (N,H,W,3) blue first,
   * rounded to the nearest.
   */
  static void appendPicture(ScriptModule.Builder module) {
    ScriptText text = new ScriptText("picture(self, prediction: Tensor) -> Tensor");
    text.line("x = torch.clamp_(torch.round_(torch.mul(prediction, 255.)), 0., 255.)");
    text.line("x = torch.permute(torch.flip(torch.to(x, 0), [1]), [0, 2, 3, 1])");
    text.line("return torch.contiguous(x)");
    module.method(text.toString());
  }
}
