package dev.troupe.model;

import dev.troupe.torchscript.ScriptModule;

/**
 * The terms that need no other network: a method {@code compare(made, real, source) -> (mean
 * absolute, mean squared, mean absolute difference of gradients)}. With a focus, every pixel's
 * weight is 1 + focus * m / mean(m), over 1 + focus, where m is how far source and driving frame
 * differ around it.
 */
final class PixelLossScript {
  private static final int AROUND = 5;

  private final LossConfig.Pixels config;

  PixelLossScript(LossConfig.Pixels config) {
    this.config = config;
  }

  void append(ScriptModule.Builder module) {
    ScriptText text =
        new ScriptText(
            "compare(self, made: Tensor, real: Tensor, source: Tensor)"
                + " -> Tuple[Tensor, Tensor, Tensor]");
    text.line("d = torch.sub(made, real)");
    text.line("across = torch.abs(torch.sub(%s, %s))", part("d", 3, 1, 1), part("d", 3, 0, 1));
    text.line("down = torch.abs(torch.sub(%s, %s))", part("d", 2, 1, 1), part("d", 2, 0, 1));
    text.line("absolute = torch.abs(d)");
    text.line("square = torch.mul(d, d)");
    if (config.focus() > 0) {
      text.line("moved = torch.mean(torch.abs(torch.sub(source, real)), [1], True)");
      text.line(
          "moved = torch.avg_pool2d(moved, [%d, %d], [1, 1], [%d, %d], False, False)",
          AROUND, AROUND, AROUND / 2, AROUND / 2);
      text.line("share = torch.div(moved, torch.add(torch.mean(moved), 9.9999999999999995e-07))");
      String focus = Double.toString(config.focus());
      String norm = Double.toString(1 / (1 + config.focus()));
      text.line("w = torch.mul(torch.add(torch.mul(share, %s), 1.), %s)", focus, norm);
      text.line("absolute = torch.mul(absolute, w)");
      text.line("square = torch.mul(square, w)");
      text.line("across = torch.mul(across, %s)", part("w", 3, 1, 1));
      text.line("down = torch.mul(down, %s)", part("w", 2, 1, 1));
    }
    text.line(
        "return (torch.mean(absolute), torch.mean(square), torch.add(torch.mean(across),"
            + " torch.mean(down)))");
    module.method(text.toString());
  }

  /** All rows or columns but so many, from one on. */
  private static String part(String picture, int side, int from, int fewer) {
    return "torch.narrow(%s, %d, %d, torch.sub(torch.size(%s, %d), %d))"
        .formatted(picture, side, from, picture, side, fewer);
  }
}
